export type { QueueAddress, QueueConnection } from './connection.ts'
export {
  type QueueWorker,
  type QueueWorkerEvent,
  type QueueWorkerOptions,
  runQueueWorker,
} from './queue-worker.ts'
export { createQueueWorkers, type QueueWorkersOptions } from './queue-workers.ts'
