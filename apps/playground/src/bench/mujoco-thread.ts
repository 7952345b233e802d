/** Starts a worker that knows MuJoCo's tasks. */
export function mujocoThread(): Worker {
  return new Worker(new URL('./mujoco-worker.ts', import.meta.url), { type: 'module' })
}
