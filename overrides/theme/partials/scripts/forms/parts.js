/* The parts that a form has: what stands below a heading, or between the pages that are taken off. */
const kitParts = (form, questions) => {
  const [start, tools] = [".kit-form-start", ".kit-form-tools"].map((name) => form.querySelector(name));
  const asks = (nodes) => questions.filter(({ box }) => nodes.some((node) => node.contains(box)));
  const is = (node, selector) => node instanceof Element && node.matches(selector);

  /* Where paper begins a new page before a heading, the break belongs to what follows. */
  const breaksOf = (nodes) => {
    const last = nodes.findLastIndex((node) => !is(node, ".kit-page-break"));
    return nodes.splice(last + 1);
  };

  const pieces = [[]];
  for (let node = start.nextSibling; node && node !== tools; node = node.nextSibling) {
    if (is(node, ".kit-privacy, .kit-required-note") || !(is(node, "*") || node.textContent.trim())) continue;
    if (is(node, "h2, .kit-page-part")) pieces.push(breaksOf(pieces.at(-1)));
    pieces.at(-1).push(node);
  }

  /* What asks for nothing stands before what comes next. */
  const parts = [];
  let waiting = [];
  for (const nodes of pieces) {
    waiting.push(...nodes);
    if (asks(nodes).length) parts.push(waiting);
    if (asks(nodes).length) waiting = [];
  }
  parts.at(-1)?.push(...waiting);

  /* Without a heading, a part is called by the sentence in bold with which it begins, or else as the whole form is. */
  const boldIn = (nodes) => {
    const first = nodes.find((node) => is(node, "p"))?.firstChild;
    return is(first, "strong") && /[.:!?。]$/.test(first.textContent.trim()) ? first : null;
  };

  return parts.map((nodes) => {
    const heading = nodes.find((node) => is(node, "h2"));
    const bold = heading ? null : boldIn(nodes);
    const name = heading ? kitPlainText(heading) : bold?.textContent.trim().replace(/[.:]$/, "");
    return { nodes, heading, bold, name: name ?? kitPlainText(document.querySelector("h1")), questions: asks(nodes) };
  });
};
