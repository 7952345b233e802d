import { registerMujoco } from '@gencode/env-mujoco'

// A page's worker hears messages at once: what comes while MuJoCo is loaded is told again when the training listens.
const early: unknown[] = []
const keep = ({ data }: MessageEvent) => early.push(data)
addEventListener('message', keep)
await registerMujoco()
await import('@gencode/train/worker')
removeEventListener('message', keep)
for (const data of early) dispatchEvent(new MessageEvent('message', { data }))
