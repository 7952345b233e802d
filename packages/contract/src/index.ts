export {
  type ArgumentsOf,
  type Contract,
  type ContractDefinition,
  defineContract,
  type Layout,
  type Parameter,
} from './contract.ts'
export { type DescribeOptions, describeContract, type Language, pythonHead, pythonName } from './describe.ts'
export { CodeError, type CodeErrorOptions, ContractError, codeFrame, GencodeError } from './errors.ts'
export { helperMembers, helperModules, helperName } from './helpers.ts'
export {
  type Bound,
  boundValue,
  type ObservationDoc,
  type ObservationDocInput,
  observationDocLines,
  observationDocText,
} from './observation-docs.ts'
export {
  type ActionDoc,
  type ActionDocInput,
  type RewardContract,
  type RewardContractOptions,
  type RewardResult,
  rewardContract,
  rewardOf,
} from './reward-contract.ts'
export type { CleanedCode, Performance, Policy } from './types.ts'
