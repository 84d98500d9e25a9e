const OWN_PHOTO = /^<img [^>]*src="\/(?:katalog|produk\/\d+|wisata|etalase-wisata)\/foto\/[\w.-]+"/;

/** Elements that run or load something, and attributes that do, as a browser would find them; our own photos are none of them. */
export function activeParts(html: string): string[] {
  const TAG = /<([a-zA-Z][\w-]*)((?:\s+[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*\/?>/g;
  const found: string[] = [];
  for (const [tag, name = '', attributes = ''] of html.matchAll(TAG)) {
    if (/^(?:script|img|iframe|object|embed|base|style)$/i.test(name) && !OWN_PHOTO.test(tag))
      found.push(tag.slice(0, 100));
    for (const [, attribute = '', value = ''] of attributes.matchAll(/\s([^\s"'>/=]+)(?:\s*=\s*"([^"]*)")?/g))
      // What stands in a field is never followed.
      if (/^(?:on|style$)/i.test(attribute) || (attribute !== 'value' && /^\s*javascript:/i.test(value)))
        found.push(tag.slice(0, 100));
  }
  return found;
}
