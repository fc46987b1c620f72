/** An API's own description, and whether an answer is what it says. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

export interface OpenApiDocument {
  [field: string]: unknown
  openapi: string
  paths: Record<
    string,
    Record<string, { description?: string; responses: Record<string, { content?: object }> }>
  >
}

export interface Answered {
  method: string
  path: string
  status: number
  contentType: string
  text: string
}

/** Gives a check that throws where an answer differs, and gives what was answered: `GET /exceptions 200`. */
export function createComparison(document: OpenApiDocument): (answered: Answered) => string | null {
  const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }))
  ajv.addSchema(document, 'api')
  const validators = new Map<string, ValidateFunction>()
  // Where a fixed path and one with a parameter both fit, the fixed one is meant.
  const templates = Object.keys(document.paths).sort(
    (a, b) => Number(a.includes('{')) - Number(b.includes('{')),
  )

  function validatorOf(pointer: string[]): ValidateFunction {
    const path = pointer
      .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/')
    const known = validators.get(path) ?? ajv.compile({ $ref: `api#/${path}` })
    validators.set(path, known)
    return known
  }

  return function compare({ method, path, status, contentType, text }) {
    const [pathname = ''] = path.split('?')
    const template = templates.find((one) =>
      new RegExp(`^${one.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(pathname),
    )
    const operation = template && document.paths[template]![method.toLowerCase()]
    if (!operation) return null
    const name = `${method} ${template} ${status}`
    const described = operation.responses[status]
    if (!described) throw new Error(`${name} is not described: ${text}`)
    if (!described.content) {
      if (text) throw new Error(`${name} is described without a body: ${text}`)
      return name
    }
    const type = contentType.split(';')[0]!
    // What is told line by line is described in words only.
    if (type.endsWith('ndjson') && operation.description?.includes(type)) return name
    if (!(type in described.content)) throw new Error(`${name} is not described as ${type}`)
    if (!type.includes('json')) return name
    const operationPointer = ['paths', template, method.toLowerCase()]
    const pointer = [...operationPointer, 'responses', String(status), 'content', type, 'schema']
    const validate = validatorOf(pointer)
    if (!validate(JSON.parse(text)))
      throw new Error(`${name} is not as described: ${ajv.errorsText(validate.errors)}`)
    return name
  }
}
