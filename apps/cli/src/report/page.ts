import type { RecordedAttempt, RecordedCandidate, Task } from '@gencode/core'
import hljs from 'highlight.js/lib/core'
import javascript from 'highlight.js/lib/languages/javascript'
import python from 'highlight.js/lib/languages/python'
import { type Comparison, isDesigned } from '../comparison.ts'
import { counted } from '../counted.ts'
import { short } from '../narrate.ts'
import { type Html, html, scriptJson } from './html.ts'
import type { PlotData } from './plot-data.ts'
import { componentPlot, rewardPlot, trainingPlot } from './report-plots.ts'
import type { RunStory } from './run-story.ts'

hljs.registerLanguage('javascript', javascript)
hljs.registerLanguage('python', python)

/** What the page is made with: the bundled script and style sheet. */
export interface PageAssets {
  readonly script: string
  readonly style: string
  /** How accepted functions run, as sentences by their candidates' numbers. */
  readonly tiers: ReadonlyMap<number, string>
}

/** The report of a run: one HTML document that needs nothing else. */
export function reportPage(story: RunStory, task: Task, assets: PageAssets): string {
  const { header, candidates, episodes, training } = story
  const [first] = episodes
  const plots: PlotData[] = [
    ...(first ? [rewardPlot(episodes)] : []),
    ...(first?.components ? [componentPlot(first)] : []),
    ...(training.length > 0 ? [trainingPlot(training)] : []),
  ]
  const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${task.id}: a run of gencode</title>
<style>${{ html: assets.style }}</style>
</head>
<body>
<main>
<h1>${task.id}</h1>
<p>${task.goal}</p>
${task.kind === 'reward' && html`<p class="soft">${task.rule}</p>`}
${verdict(story)}
${accepted(candidates, assets.tiers)}
${first && html`<h2>What it gives</h2><div id="rewards"></div>`}
${first?.components && html`<div id="components"></div>`}
${training.length > 0 && trainingSection(training)}
<h2>The way there</h2>
${candidates.map((candidate) => candidateSection(candidate, candidates.length))}
<h2>Settings</h2>
${settings(header)}
</main>
<script type="application/json" id="plots">${scriptJson(plots)}</script>
<script>${{ html: assets.script.replaceAll('</script', '<\\/script') }}</script>
</body>
</html>
`.html
}

function verdict({ header, candidates, training, isOver }: RunStory): Html {
  const accepted = different(candidates).length
  const attempts = candidates.reduce((sum, candidate) => sum + candidate.attempts.length, 0)
  const count = `${accepted} of ${counted(candidates.length, 'candidate')} accepted after ${counted(attempts, 'answer')}`
  const designed = training.filter(({ reward }) => isDesigned(reward))
  const best = designed.toSorted((a, b) => b.successRate - a.successRate)[0]
  const none = isOver ? 'No acceptable function.' : 'No acceptable function yet.'
  return html`<div class="verdict ${accepted > 0 ? 'good' : 'bad'}">
<strong>${accepted > 0 ? 'A function was accepted.' : none}</strong>
${count}, by ${header.models.join(', ')}.
${best && html`Trained with ${designed.length > 1 ? 'the best of them' : 'it'}, a policy succeeds in <strong>${percent(best.successRate)}</strong> of its episodes (95 % interval ${interval(best)}).`}
${!isOver && html`<br>The run was interrupted before its end; <code>gencode resume</code> goes on with it.`}
</div>`
}

/** The candidates with functions that are all different. */
function different(candidates: readonly RecordedCandidate[]): readonly RecordedCandidate[] {
  return candidates.filter(({ accepted, isDuplicate }) => accepted && !isDuplicate)
}

function accepted(candidates: readonly RecordedCandidate[], tiers: ReadonlyMap<number, string>): Html {
  const found = different(candidates)
  return html`${found.map(
    ({ index, accepted }) =>
      html`<h2>The accepted function${found.length > 1 && ` of candidate ${index}`}</h2>${written(accepted)}${tiers.has(index) && html`<p class="soft">${tiers.get(index)}</p>`}`,
  )}`
}

function trainingSection(training: readonly Comparison[]): Html {
  return html`<h2>Trained with it</h2>
<p class="soft">Each policy is trained with one reward and measured by the task's own rule, on episodes that it has not seen.</p>
<div id="training"></div>
<div class="scroll"><table>
<thead><tr><th>reward</th><th>success rate</th><th>95 % interval</th><th>by seed</th><th>environment steps</th><th>seconds</th></tr></thead>
<tbody>${training.map(
    (each) =>
      html`<tr><td>${each.reward}</td><td>${percent(each.successRate)}</td><td>${interval(each)}</td><td>${each.seeds.map((seed) => seed.successRate.toFixed(2)).join(', ')}</td><td>${each.environmentSteps.toLocaleString('en')}</td><td>${short(each.seconds)}</td></tr>`,
  )}</tbody>
</table></div>`
}

function candidateSection({ index, attempts, isDuplicate }: RecordedCandidate, of: number): Html {
  const same = isDuplicate ? ', the same as an earlier one' : ''
  const none = attempts.length === 0 ? ', not asked for yet' : ''
  return html`${of > 1 && html`<h3>Candidate ${index}${same}${none}</h3>`}${attempts.map(attemptSection)}`
}

function attemptSection(attempt: RecordedAttempt): Html {
  const { index, model = 'given', durationMs, response, fingerprint, error, warnings = [], rewards } = attempt
  const how = !fingerprint ? 'not looked at yet' : error ? error.code : 'accepted'
  const seconds = `${Number((durationMs / 1000).toPrecision(2))} s`
  return html`<section class="attempt ${fingerprint && (error ? 'bad' : 'good')}">
<h3>Answer ${index}: ${how} <span class="soft">${model}, ${seconds}</span></h3>
${error && html`<p>${error.feedback}</p>`}
${error?.frame && html`<pre>${error.frame}</pre>`}
${error?.input && html`<p>Input: <code>${error.input}</code></p>`}
${error?.output && html`<p>Output: <code>${error.output}</code></p>`}
${warnings.map((warning) => html`<p>${warning.code}: ${warning.feedback}</p>`)}
${rewards && html`<p class="soft">${rewards.length} probes, rewards from ${short(Math.min(...rewards))} to ${short(Math.max(...rewards))}</p>`}
<details><summary>The whole answer</summary><pre>${response}</pre></details>
</section>`
}

function settings({ task, seed, n, models, startedAt, versions, meta }: RunStory['header']): Html {
  const asked = Object.entries((meta ?? {}) as Record<string, unknown>).map(
    ([name, value]): [string, string] => [name, Array.isArray(value) ? value.join(', ') : String(value)],
  )
  const rows: [string, string][] = [
    ['task', task],
    ['models', models.join(', ')],
    ['candidates', String(n)],
    ['seed', String(seed)],
    ['started', startedAt],
    ...asked.filter(([name, value]) => value !== '' && !['model', 'n', 'seed', 'task'].includes(name)),
    ...Object.entries(versions),
  ]
  return html`<div class="scroll"><table><tbody>${rows.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</tbody></table></div>`
}

/** The function as the model wrote it; of Python, the JavaScript that runs is one click away. */
function written(attempt: RecordedAttempt | undefined): Html {
  const { code: javascript = '', original, language, prelude = 0 } = attempt ?? {}
  if (language !== 'python' || original === undefined) return code(javascript, 'javascript')
  return html`${code(original, 'python')}<details><summary>The JavaScript that runs</summary>${code(javascript.slice(prelude), 'javascript')}</details>`
}

function code(source: string, language: 'javascript' | 'python'): Html {
  return html`<pre>${{ html: hljs.highlight(source, { language }).value }}</pre>`
}

function percent(rate: number): string {
  return `${(100 * rate).toFixed(0)} %`
}

function interval({ interval: [low, high] }: Comparison): string {
  return `${percent(low)} to ${percent(high)}`
}
