import { type Candidate, reflectionText } from '@gencode/design'
import type { RewardTask } from '@gencode/env'
import { diffLines } from 'diff'
import { candidateLine, preferredText } from '../design-table.ts'
import { comparisonChart, curvesChart, lineageChart, roundsChart } from './design-charts.ts'
import type { DesignStory } from './design-story.ts'
import { type Html, html, scriptJson } from './html.ts'

const ownStyle = `.chart{width:100%;max-width:44rem;font:12px system-ui,sans-serif;fill:currentColor}.axis{stroke:currentColor;opacity:.4}
.bar{fill:#4a8}.whisker{stroke:currentColor;stroke-width:2}.line{fill:none;stroke:#4a8;stroke-width:2}.dot{fill:#4a8}.control{stroke:#c60;stroke-dasharray:6 4}
.parent{stroke:currentColor;opacity:.35;stroke-width:2}.diff ins{background:#4a83;text-decoration:none}.diff del{background:#c603;text-decoration:none}#episode svg{max-width:30rem;height:auto}`

const player = `const frames=JSON.parse(document.getElementById('frames').textContent),box=document.getElementById('episode'),bar=document.getElementById('at');
if(frames.length&&box&&bar){let at=0,playing=!matchMedia('(prefers-reduced-motion: reduce)').matches;const show=()=>{box.innerHTML=frames[at];bar.value=at};bar.max=frames.length-1;
bar.oninput=()=>{playing=false;at=Number(bar.value);show()};document.getElementById('play').onclick=()=>{playing=!playing};setInterval(()=>{if(playing){at=(at+1)%frames.length;show()}},60);show()}`

/** The report of a design: one HTML document that needs nothing else. */
export function designPage(story: DesignStory, task: RewardTask, style: string): string {
  const { result, frames, winner } = story
  const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${task.id}: a design of gencode</title>
<style>${{ html: style + ownStyle }}</style>
</head>
<body>
<main>
<h1>${task.id}</h1>
<p>${task.goal}</p>
<p class="soft">${task.rule}</p>
${result ? html`<p>${result.stopped.message} ${result.verdict}</p>` : html`<p>This run has not come to its end; it can be resumed.</p>`}
${
  result &&
  html`<h2>What it reached</h2>${comparisonChart(result)}
<h2>Round by round</h2><p class="soft">The best so far with its interval; dashed: the environment's own reward.</p>${roundsChart(result)}
<h2>Who was made from whom</h2>${lineageChart(result)}`
}
${result?.best && html`<h2>The best reward</h2><pre><code>${result.best.code}</code></pre>${winner.length > 0 && html`<p class="soft">Success in its trainings on fresh seeds:</p>${curvesChart(winner)}`}`}
${frames.length > 0 && html`<h2>An episode of it</h2><div id="episode"></div><p><button id="play" type="button">play or pause</button> <input id="at" type="range" min="0" value="0" aria-label="step"></p>`}
${result?.preferred && html`<h2>What a person preferred</h2><p>${preferredText(result.preferred)}.</p>`}
${
  result &&
  html`<h2>Every candidate</h2>${result.candidates.map((each) => candidateSection(each, story, task))}
<h2>Cost</h2><p>${result.usage.inputTokens} tokens in, ${result.usage.outputTokens} out, ${result.usage.requests} requests${result.cost > 0 && `, ${result.cost.toFixed(4)} in money`}; ${result.steps} environment steps.</p>`
}
</main>
<script type="application/json" id="frames">${scriptJson(frames)}</script>
<script>${{ html: player }}</script>
</body>
</html>
`.html
}

function candidateSection(candidate: Candidate, { result, told }: DesignStory, task: RewardTask): Html {
  const { index, code, reflection, refusal, lineage } = candidate
  const parent = result?.candidates.find((each) => each.index === lineage.parents[0])
  return html`<details id="c${index}"><summary>${candidateLine(candidate)}</summary>
${refusal && html`<p>${refusal.code}: ${refusal.feedback}</p>`}
${told.has(index) && html`<details><summary>what the model was told</summary><pre>${told.get(index) ?? ''}</pre></details>`}
${code !== undefined && (parent?.code === undefined ? html`<pre><code>${code}</code></pre>` : diff(parent.code, code))}
${reflection && html`<pre>${reflectionText(reflection, task.observationDocs)}</pre>`}
</details>`
}

/** What changed from the first parent. */
function diff(before: string, after: string): Html {
  return html`<pre class="diff"><code>${diffLines(before, after).map(({ added, removed, value }) => {
    const lines = value.replace(/\n$/, '').split('\n')
    return lines.map((line) =>
      added ? html`<ins>+ ${line}</ins>\n` : removed ? html`<del>- ${line}</del>\n` : html`  ${line}\n`,
    )
  })}</code></pre>`
}
