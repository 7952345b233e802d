import type { ObservationDoc } from '@gencode/contract'
import { type Candidate, type Lineage, originText, standing } from '../candidate.ts'
import type { Preference } from '../people/preferences.ts'
import { reflectionText, successText } from '../reflect/reflection-text.ts'
import type { Refusal } from '../refusal.ts'
import type { Watched } from '../watch/watched.ts'
import { watchedText } from './advice.ts'

/** What a brief is made of; recorded facts alone. */
export interface BriefInput {
  readonly lineage: Lineage
  /** All candidates so far. */
  readonly candidates: readonly Candidate[]
  readonly docs: readonly ObservationDoc[]
  /** What a critic advises. */
  readonly advice?: string | undefined
  /** What was seen of the best one's policy, where no critic is told. */
  readonly watched?: Watched | undefined
  /** A person's choices between candidates. */
  readonly preferences?: readonly Preference[]
  /** A first try at this place, and why it was refused. */
  readonly refused?: { readonly code: string; readonly refusal: Refusal } | undefined
  /** The most tokens, of three bytes each. @default 3000 */
  readonly maxTokens?: number | undefined
}

const mostPreferences = 8

/** The most letters of why a candidate was refused. */
const mostWhy = 160

const namedTerms =
  'Return { reward, components }: the reward, and each of its terms by name, so that training can show what each of them did.'

/** What is said beside the request: parents and what became of them, what was tried, what to do now. */
export function briefText({
  lineage,
  candidates,
  docs,
  advice,
  watched,
  refused,
  preferences = [],
  maxTokens = 3000,
}: BriefInput): string {
  const parents = lineage.parents.flatMap((index) => candidates.find((each) => each.index === index) ?? [])
  const tried = candidates.filter(({ code }) => code !== undefined)
  const texts = [
    ...parents.map((parent, place) => parentText(parent, place, docs)),
    ...(refused
      ? [
          `Your last try:\n\n\`\`\`js\n${refused.code}\n\`\`\`\n\nError: ${refused.refusal.code}\n${refused.refusal.feedback}`,
        ]
      : []),
    ...(lineage.wish === undefined ? [] : [`A person who watched the policies says: ${lineage.wish}`]),
    ...(preferences.length === 0 ? [] : [preferenceText(preferences)]),
    ...(watched === undefined ? [] : [watchedText(watched)]),
    ...(advice === undefined ? [] : [`Advice: ${advice}`]),
    `${taskText(lineage, tried.length > 0, refused !== undefined)} ${namedTerms}`,
  ]
  const bare = texts.join('\n\n')
  // What was tried is shortened first: the parents say more.
  for (let rows = Math.min(8, tried.length); rows > 0; rows--) {
    const text = `${triedText(tried, rows)}\n\n${bare}`
    if (tokensOf(text) <= maxTokens) return text
  }
  return tokensOf(bare) <= maxTokens ? bare : `${bare.slice(0, maxTokens * 2)}\n...\n\n${texts.at(-1)}`
}

/** What a person preferred of late, by the numbers that the table has. */
function preferenceText(preferences: readonly Preference[]): string {
  const choices = preferences
    .slice(-mostPreferences)
    .map(({ better, worse }) => `${better + 1} to ${worse + 1}`)
  return `A person who watched the policies prefers candidate ${choices.join(', ')}.`
}

/** Tokens of a text, a token for every three bytes: on the safe side for English and code. */
function tokensOf(text: string): number {
  return Math.ceil(new TextEncoder().encode(text).length / 3)
}

function parentText(parent: Candidate, place: number, docs: readonly ObservationDoc[]): string {
  const name = `Parent ${String.fromCharCode(65 + place)} (candidate ${parent.index + 1})`
  const told = parent.reflection ? `\n\n${reflectionText(parent.reflection, docs)}` : ''
  return `${name}:\n\n\`\`\`js\n${parent.code}\n\`\`\`${told}`
}

/** What was tried, the best first, and how it did. */
function triedText(tried: readonly Candidate[], rows: number): string {
  const lines = standing(tried)
    .slice(0, rows)
    .map(
      (candidate) => `| ${candidate.index + 1} | ${originText(candidate.lineage)} | ${fateText(candidate)} |`,
    )
  return [
    'What was tried so far, each trained and measured by the task itself:',
    '| candidate | made | success |',
    '| --- | --- | --- |',
    ...lines,
  ].join('\n')
}

function fateText({ status, sameAs, refusal, successRate, interval, trainings }: Candidate): string {
  if (status === 'duplicate') return `the same as ${(sameAs ?? 0) + 1}`
  if (successRate === undefined || !interval)
    return refusal ? `refused: ${refusal.code}, ${why(refusal)}` : 'not trained'
  return successText({ successRate, interval, rates: trainings.map((each) => each.successRate) })
}

/** The beginning of what was said, in one cell of a table. */
function why({ feedback }: Refusal): string {
  const text = feedback.replace(/[|\s]+/g, ' ').trim()
  return text.length <= mostWhy ? text : `${text.slice(0, mostWhy)} ...`
}

function taskText({ kind }: Lineage, anyTried: boolean, again: boolean): string {
  if (again) return 'Write it again without that fault.'
  if (kind === 'refined')
    return 'Write a better version of the parent: change what the findings name, keep what works.'
  if (kind === 'crossed') return 'Write one function that joins the best terms of both parents.'
  return anyTried
    ? 'Write a reward whose idea differs from all of these.'
    : 'Shape the reward so that a policy learns the goal fast.'
}
