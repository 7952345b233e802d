export type { ContractCase } from './testing/contract-case.ts'
export { trainerContract } from './testing/trainer-contract.ts'
export { trainingWorkersContract } from './testing/workers-contract.ts'
