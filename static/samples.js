// In: the examples as one file, whose first line says where each is: `name=start-end`. Out: each by its name.
export async function partSamples(all) {
  const [head] = (await all.slice(0, 256).text()).split("\n");
  const places = [...head.matchAll(/(\S+)=(\d+)-(\d+)/g)];
  const at = (place) => head.length + 1 + Number(place);
  return new Map(places.map(([, name, start, end]) => [name, all.slice(at(start), at(end))]));
}
