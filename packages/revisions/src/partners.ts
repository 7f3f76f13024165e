/** Who is paired with whom, kept from both sides; -1 is nobody. */
export class Partners {
  /** By place in the earlier list, the place in the later one. */
  readonly toB: Int32Array;
  /** By place in the later list, the place in the earlier one. */
  readonly toA: Int32Array;

  constructor(a: number, b: number) {
    this.toB = new Int32Array(a).fill(-1);
    this.toA = new Int32Array(b).fill(-1);
  }

  /** Pairs two that have no partner yet; else does nothing and answers false. */
  pair(a: number, b: number): boolean {
    if (this.toB[a] !== -1 || this.toA[b] !== -1) return false;
    this.toB[a] = b;
    this.toA[b] = a;
    return true;
  }
}
