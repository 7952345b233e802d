/** A list that grows; of numbers, or of objects without garbage collection, which it does not own. */
@unmanaged
export class List<T> {
  length: i32 = 0
  private capacity: i32 = 16
  private items: usize = heap.alloc(16 << alignof<T>())

  get(index: i32): T {
    return load<T>(this.items + ((<usize>index) << alignof<T>()))
  }

  set(index: i32, item: T): void {
    store<T>(this.items + ((<usize>index) << alignof<T>()), item)
  }

  push(item: T): void {
    if (this.length === this.capacity) {
      this.capacity *= 2
      this.items = heap.realloc(this.items, (<usize>this.capacity) << alignof<T>())
    }
    this.set(this.length++, item)
  }

  /** Takes the last item off. */
  pop(): T {
    return this.get(--this.length)
  }

  free(): void {
    heap.free(this.items)
    heap.free(changetype<usize>(this))
  }
}
