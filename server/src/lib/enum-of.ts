/** A list of names as the object that a GraphQL enum is registered with. */
export function enumOf<Name extends string>(names: readonly Name[]): { [K in Name]: K } {
  return Object.fromEntries(names.map((name) => [name, name])) as { [K in Name]: K };
}
