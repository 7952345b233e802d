// The loop beside its controls, small: one task, two repeats, some two minutes. The table of the README: bench/loop.mjs.
process.argv.push('--tasks', 'MountainCar-v0', '--repeats', '2', '--minutes', '5')
await import('./loop.mjs')
