/** The arithmetic of training: the same bits in every engine, since it uses nothing of the host's. */
export { adam, norm } from './adam'
export { backwardActivation, backwardInputs, backwardWeights, forward } from './dense'
export { gather } from './gather'
export { sample } from './head'
export { alloc } from './memory'
export { policyLoss, standardise, valueLoss } from './ppo'
export { shuffle } from './random'
