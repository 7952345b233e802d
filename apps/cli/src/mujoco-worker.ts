import '@gencode/env-mujoco/register'

// Begins to listen, now that MuJoCo's tasks are known; jobs wait until then.
await import('@gencode/train/worker')
