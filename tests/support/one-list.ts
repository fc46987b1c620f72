/** Every line has the exception list of all. */
import { SHARED, type RollOf } from '../../storage/roll.ts'

export const oneList: RollOf = () => SHARED
