/** The functions of the metered QuickJS; pointers are byte offsets into its memory. */
export interface Wasm {
  readonly memory: WebAssembly.Memory
  readonly stack_pointer: WebAssembly.Global<'i32'>
  readonly fuel: WebAssembly.Global<'i32'>
  /** How large the memory is, as the allocator sees it. */
  readonly room: WebAssembly.Global<'i32'>
  malloc(bytes: number): number
  free(at: number): void
  QTS_RuntimeSetMaxStackSize(runtime: number, bytes: number): void
  QTS_FreeValuePointer(context: number, value: number): void
  QTS_FreeCString(context: number, text: number): void
  QTS_NewArrayBuffer(context: number, at: number, bytes: number): number
  QTS_NewFloat64(context: number, value: number): number
  QTS_NewString(context: number, text: number): number
  QTS_GetString(context: number, value: number): number
  QTS_Call(context: number, fn: number, self: number, count: number, args: number): number
  /** Calls with what lies in the slots after the first, which takes the result. @returns the result's tag */
  call_slots(context: number, fn: number, count: number, slots: number): number
  QTS_GetArrayBufferLength(context: number, value: number): number
  QTS_bjson_encode(context: number, value: number): number
  QTS_bjson_decode(context: number, buffer: number): number
  QTS_GetArrayBuffer(context: number, value: number): number
  QTS_ResolveException(context: number, value: number): number
  QTS_Eval(context: number, code: number, bytes: number, file: number, detect: number, flags: number): number
  QTS_PromiseState(context: number, value: number): number
  QTS_PromiseResult(context: number, value: number): number
  QTS_ExecutePendingJob(runtime: number, most: number, contextOut: number): number
}
