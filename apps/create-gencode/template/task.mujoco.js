import { mujocoTask } from '@gencode/env-mujoco'

/** One of MuJoCo's; `mujocoTask(id, options)` changes the robot, `{ ...task, goal, success }` what is to be achieved. */
export const task = await mujocoTask('__TASK__')
