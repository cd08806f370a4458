// Brings what is shown to what shall be shown, changing only what differs: what the reader has focused, and where a
// screen reader stands, stay.

/** What the window itself notes down on the page, and the page does not know of. */
const OWN = new Set(['style', 'data-wide', 'data-line']);

/** Makes the content of `shown` that of `wanted`, which is used up. */
function morph(shown: Element, wanted: Element): void {
  const [old, fresh] = [[...shown.childNodes], [...wanted.childNodes]];
  fresh.forEach((node, at) => {
    const present = old[at];
    if (present === undefined) shown.append(node);
    else if (!becomes(present, node)) present.replaceWith(node);
  });
  old.slice(fresh.length).forEach((node) => node.remove());
}

/** Makes one that of the other, if it can be made that. */
export function becomes(present: ChildNode, wanted: ChildNode): boolean {
  if (present.nodeName !== wanted.nodeName) return false;
  if (!(present instanceof Element && wanted instanceof Element)) {
    if (present.nodeValue !== wanted.nodeValue) present.nodeValue = wanted.nodeValue;
    return true;
  }
  // Most of a page is as it was.
  if (present.isEqualNode(wanted)) return true;
  for (const { name, value } of wanted.attributes) {
    if (present.getAttribute(name) !== value) present.setAttribute(name, value);
  }
  for (const { name } of [...present.attributes]) {
    if (!wanted.hasAttribute(name) && !OWN.has(name)) present.removeAttribute(name);
  }
  morph(present, wanted);
  return true;
}
