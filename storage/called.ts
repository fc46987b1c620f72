/** Which calls are meant, by the number that was called: those to some, or all but those to some. */
import { expressionBuilder, type Expression, type SqlBool } from 'kysely'
import type { Schema } from './schema.ts'
import { spellingsOf } from './spellings.ts'

/** E.164; one of the two, or neither for all calls. */
export interface CalledScope {
  only?: readonly string[]
  except?: readonly string[]
}

/** Whether a scope leaves any call out. */
export function isNarrow({ only, except }: CalledScope): boolean {
  return only !== undefined || (except !== undefined && except.length > 0)
}

/** To be put into a query of `calls` whose scope is narrow. */
export function calledWithin({ only, except }: CalledScope): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'calls'>()
  const numbers = (only ?? except ?? []).flatMap((number) => spellingsOf(number))
  return eb('calls.called', only === undefined ? 'not in' : 'in', numbers)
}
