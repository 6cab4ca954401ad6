// What is to be seen as plain values, and the least change of the document that shows it.

const svgSpace = 'http://www.w3.org/2000/svg';

/** An element that is wanted: `key` tells it from its siblings, `own` is set once it stands. */
function h(tag, props, ...kids) {
  return { tag, key: props?.key, props: props ?? {}, kids: kids.flat(Infinity).filter(isShown) };
}

/** An element that is made again only when `data` differs from what it was made of. */
function memo(key, data, render) {
  return { memo: true, key, data, render };
}

function isShown(kid) {
  return kid !== null && kid !== undefined && kid !== false && kid !== '';
}

/** Whether two values of JSON are the same. */
function same(a, b) {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a)) {
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i += 1) if (!same(a[i], b[i])) return false;
    return true;
  }
  let left = 0;
  for (const name in a) {
    if (!same(a[name], b[name])) return false;
    left += 1;
  }
  for (const _ in b) left -= 1;
  return left === 0;
}

/** The element of a wanted one, made new. */
function make(wanted, space) {
  if (typeof wanted !== 'object') return document.createTextNode(String(wanted));
  if (wanted.memo) {
    wanted.made = wanted.render(wanted.data);
    return make(wanted.made, space);
  }
  const inside = wanted.tag === 'svg' ? svgSpace : space;
  const element = inside
    ? document.createElementNS(inside, wanted.tag) : document.createElement(wanted.tag);
  for (const kid of wanted.kids) element.append(make(kid, inside));
  for (const name in wanted.props) put(element, name, undefined, wanted.props[name]);
  return element;
}

/** Gives an element one property as it is wanted, where it was wanted otherwise before. */
function put(element, name, old, value) {
  switch (name) {
    case 'key': break;
    case 'style':
      for (const each in value) {
        if (old?.[each] !== value[each]) element.style.setProperty(each, value[each]);
      }
      break;
    case 'typed':
      // What a person typed stays; what nobody touched follows the machine.
      if (old === value) break;
      if (old === undefined || element.value === old) element.value = value;
      break;
    case 'chosen':
      if (old === value) break;
      if (element.tagName === 'SELECT') element.value = value;
      else element.checked = value;
      break;
    default:
      if (old === value) break;
      if (value === undefined || value === null || value === false) element.removeAttribute(name);
      else element.setAttribute(name, value === true ? '' : String(value));
  }
}

/** Makes an element that shows `old` show `wanted`; gives the element that does. */
function patch(element, old, wanted) {
  if (typeof wanted !== 'object') {
    if (typeof old === 'object') return swap(element, wanted);
    if (String(old) !== String(wanted)) element.data = String(wanted);
    return element;
  }
  if (typeof old !== 'object') return swap(element, wanted);
  if (wanted.memo) {
    if (!old.memo) return swap(element, wanted);
    if (same(old.data, wanted.data)) {
      wanted.made = old.made;
      return element;
    }
    wanted.made = wanted.render(wanted.data);
    return patch(element, old.made, wanted.made);
  }
  if (old.memo || old.tag !== wanted.tag || old.key !== wanted.key) return swap(element, wanted);
  patchKids(element, old.kids, wanted.kids);
  for (const name in old.props) {
    if (!(name in wanted.props)) put(element, name, old.props[name], undefined);
  }
  for (const name in wanted.props) put(element, name, old.props[name], wanted.props[name]);
  return element;
}

function swap(element, wanted) {
  const space = element.parentNode?.namespaceURI === svgSpace ? svgSpace : undefined;
  const made = make(wanted, space);
  element.replaceWith(made);
  return made;
}

/** Elements keep their place by key, those without one by kind and order. */
function keyed(kids) {
  const seen = new Map();
  return kids.map((kid) => {
    const name = typeof kid === 'object' ? `${kid.tag ?? 'memo'}:${kid.key ?? ''}` : 'words';
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return `${name}#${count}`;
  });
}

function patchKids(parent, old, wanted) {
  if (old.length === 1 && wanted.length === 1 && !old[0].memo) {
    patch(parent.firstChild, old[0], wanted[0]);
    return;
  }
  const standing = new Map();
  const nodes = [...parent.childNodes];
  keyed(old).forEach((key, place) => standing.set(key, { node: nodes[place], was: old[place] }));
  const keys = keyed(wanted);
  const stays = new Set(keys);
  for (const [key, each] of standing) if (!stays.has(key)) each.node.remove();
  let cursor = parent.firstChild;
  const space = parent.namespaceURI === svgSpace ? svgSpace : undefined;
  wanted.forEach((kid, place) => {
    const each = standing.get(keys[place]);
    if (!each) {
      parent.insertBefore(make(kid, space), cursor);
      return;
    }
    const isNext = each.node === cursor;
    if (isNext) cursor = cursor.nextSibling;
    const node = patch(each.node, each.was, kid);
    if (!isNext) parent.insertBefore(node, cursor);
  });
}

/** What a place of the document shows, for the next time it is drawn. */
const shown = new WeakMap();

/** Draws a list of wanted elements into a place of the document. */
function draw(place, kids) {
  const wanted = kids.flat(Infinity).filter(isShown);
  const old = shown.get(place);
  if (old) patchKids(place, old, wanted);
  else place.replaceChildren(...wanted.map((kid) => make(kid, undefined)));
  shown.set(place, wanted);
}
