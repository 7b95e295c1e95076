// In: a seed. Out: choices that look random and are the same every time, for what a Windows in use has on its disk and in its registry.

export const WORDS =
  'api audio base boot browser cache client cluster codec common config control core crypto data desktop device dialog directory disk display driver engine event explorer file font framework gateway graphics group helper host http icon image input install interface kernel language legacy library link local log manager media memory message mobile monitor network object open package panel partition performance policy power print process profile protocol provider proxy query recovery registry remote report resource runtime scheduler search security server service session setup shell shared smart socket sound speech storage stream subsystem support sync system task terminal theme time token trace transfer update user utility video virtual volume web window wireless zone'.split(' ');

export function hex(random, digits) {
  return Array.from({ length: digits }, () => below(random, 16).toString(16)).join('');
}

export function capital(word) {
  return word[0].toUpperCase() + word.slice(1);
}

export function some(random, list, least, most) {
  return Array.from({ length: least + below(random, most - least + 1) }, () => pick(random, list));
}

export function pick(random, list) {
  return list[below(random, list.length)];
}

export function below(random, end) {
  return Math.trunc(random() * end);
}

/** Numbers from 0 to 1 that only depend on the seed (xorshift32). */
export function numbers(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
