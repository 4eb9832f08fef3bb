// What Chromium 108 lacks of the ECMAScript that the product is written in; runs in every page before the page's own scripts.
(() => {
  const add = (prototype, name, value) => {
    if (!(name in prototype)) Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  };
  for (const prototype of [Array.prototype, Object.getPrototypeOf(Int8Array.prototype)]) {
    const copy = (array) => array.slice();
    add(prototype, 'toSorted', function toSorted(compare) {
      return copy(this).sort(compare);
    });
    add(prototype, 'toReversed', function toReversed() {
      return copy(this).reverse();
    });
    add(prototype, 'with', function withAt(index, value) {
      const result = copy(this);
      const at = index < 0 ? result.length + index : index;
      if (at < 0 || at >= result.length) throw new RangeError('index out of range');
      result[at] = value;
      return result;
    });
  }
  add(Array.prototype, 'toSpliced', function toSpliced(...rest) {
    const result = this.slice();
    result.splice(...rest);
    return result;
  });
})();
