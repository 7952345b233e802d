import {
  type Contract,
  describeContract,
  helperMembers,
  helperName,
  type Language,
  pythonHead,
  pythonName,
} from '@gencode/contract'
import type { ExamplesTask, RewardTask } from '@gencode/env'
import { jsonText } from '../json-text.ts'
import type { Brief } from './asker.ts'
import { plainHead, shortened } from './feedback.ts'

/** What a function is asked for: a reward for an environment, or any function with examples. */
export type Task = RewardTask | ExamplesTask

/** How many wordings `requestMessage` has. */
export const wordings = 3

/**
 * What the model is asked: the goal, the contract, the rules of the answer.
 *
 * @param wording 0 the usual one; 1 and 2 ask for the same in other words, for a model that is stuck
 * @param language what the function is to be written in
 */
export function requestMessage(task: Task, wording = 0, language: Language = 'javascript'): string {
  const contract = describeContract(task.contract as Contract, { language })
  const parts = [`Goal: ${task.goal}`, ...examplesText(task, language)]
  const rules = rulesIn[language](task.contract as Contract)
  switch (wording % wordings) {
    case 0:
      return [...parts, `Write this function:\n\n${contract}`, rules].join('\n\n')
    case 1:
      return [
        `Complete this function.\n\n${skeleton(task.contract as Contract, language)}`,
        contract,
        ...parts,
        rules,
      ].join('\n\n')
    default:
      return [
        'First think in one sentence about what matters for the goal, then write the function.',
        ...parts,
        contract,
        rules,
        'Start simple: a few lines that surely run are better than many that might not.',
      ].join('\n\n')
  }
}

/** A request and what is said beside it. */
export function requestWith(
  task: Task,
  brief: Brief | undefined,
  wording = 0,
  language: Language = 'javascript',
): Brief {
  const request = requestMessage(task, wording, language)
  return brief ? { ...brief, text: `${request}\n\n${brief.text}` } : { text: request }
}

const unchanged =
  '- It leaves its inputs unchanged, keeps nothing between calls, and gives the same result for the same input.'

const rulesIn: Readonly<Record<Language, (contract: Contract) => string>> = {
  javascript: javascriptRules,
  python: pythonRules,
}

function pythonRules(contract: Contract): string {
  return [
    'Rules:',
    `- Plain Python: one self-contained function named ${pythonName(contract.name)}, no class.`,
    '- numpy (as np) and math are there, and no other module.',
    unchanged,
    '- Answer with the function in one ```python block.',
  ].join('\n')
}

function javascriptRules(contract: Contract): string {
  return [
    'Rules:',
    `- Plain JavaScript: one self-contained function named ${contract.name}, no types, no imports.`,
    `- Math and ${helperName} are there (${helperMembers.map((member) => `${helperName}.${member}`).join(', ')}).`,
    unchanged,
    '- Answer with the function in one ```js block.',
  ].join('\n')
}

function skeleton(contract: Contract, language: Language): string {
  if (language === 'python') return `\`\`\`python\n${pythonHead(contract)}\n    ...\n\`\`\``
  return `\`\`\`js\n${plainHead(contract)} {\n  // ...\n}\n\`\`\``
}

const shownExamples = 8

function examplesText(task: Task, language: Language): string[] {
  if (task.kind !== 'examples') return []
  const name = language === 'python' ? pythonName(task.contract.name) : task.contract.name
  const examples = task.examples
    .slice(0, shownExamples)
    .map(
      ({ args, result }) =>
        `- ${shortened(`${name}(${args.map((arg) => jsonText(arg)).join(', ')})`, 200)} returns ${shortened(jsonText(result), 200)}`,
    )
  const properties = task.properties.map((property) => `- ${property.name}`)
  return [
    ...(examples.length > 0 ? [`Examples:\n${examples.join('\n')}`] : []),
    ...(properties.length > 0 ? [`It always holds:\n${properties.join('\n')}`] : []),
  ]
}
