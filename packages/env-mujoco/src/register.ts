import { registerMujoco } from './register-mujoco.ts'

// Importing this module is enough: for threads that are told which modules to load.
await registerMujoco()
