import { compile, JSONPathError, type JSONValue } from 'json-p3'
import { RunFailure, oneLine } from '../run-failure'

/** A JSONPath (RFC 9535) that is ready to use. */
export interface JsonPath {
  /** All that it finds, in the document's order. */
  all(document: unknown): readonly unknown[]
  /** The first that it finds; undefined when it finds nothing. */
  first(document: unknown): unknown
}

/** Reads a path; a RunFailure names the option that it stands in when it isn't one. */
export function jsonPath(expression: string, option: string): JsonPath {
  // What nearly all sources need, without the library's detour of a node for each value.
  if (expression === '$') return { all: (document) => [document], first: (document) => document }
  try {
    const query = compile(expression)
    return {
      all: (document) => query.query(document as JSONValue).values(),
      first: (document) => query.match(document as JSONValue)?.value,
    }
  } catch (error) {
    if (!(error instanceof JSONPathError)) throw error
    throw new RunFailure('refused', `${option} '${expression}' is not a JSONPath: ${oneLine(error.message)}`)
  }
}
