/** Methods that CPython's text, lists, dicts, sets and numbers have, whether they are here or not. */
const names = `
  capitalize casefold center count encode endswith expandtabs find format format_map index isalnum isalpha isascii isdecimal
  isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip maketrans partition
  removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase
  title translate upper zfill
  append clear copy extend insert pop remove reverse sort
  fromkeys get items keys popitem setdefault update values
  add difference difference_update discard intersection intersection_update isdisjoint issubset issuperset
  symmetric_difference symmetric_difference_update union
  as_integer_ratio bit_count bit_length conjugate fromhex from_bytes hex is_integer to_bytes`

export const pythonMethods: ReadonlySet<string> = new Set(names.trim().split(/\s+/))
