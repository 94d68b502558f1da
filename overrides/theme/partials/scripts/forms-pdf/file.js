/* What is added to a form's own PDF: an incremental update (ISO 32000-1, 7.5.6) of objects by number. */
const kitPdfFile = (data) => {
  const MOST_TOGETHER = 100; // objects of one packed stream
  const WORTH_PACKING = 1000; // bytes
  const made = new Map(); // number → parts, each Latin-1 or bytes
  let next = data.size;
  let pictures = 0;

  const bytesOf = (latin1) => Uint8Array.from(latin1, (letter) => letter.charCodeAt(0));
  const put = (id, parts) => made.set(id, parts);
  const claim = (parts) => {
    next += 1;
    if (parts) put(next - 1, parts);
    return next - 1;
  };

  const packed = async (bytes) => {
    if (bytes.length < WORTH_PACKING || !window.CompressionStream) return null;
    const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };

  const stream = async (keys, content) => {
    const plain = typeof content === "string" ? bytesOf(content) : content;
    const small = await packed(plain);
    const filter = small ? "/Filter /FlateDecode " : "";
    return [`<< ${keys} ${filter}/Length ${(small ?? plain).length} >>\nstream\n`, small ?? plain, "\nendstream"];
  };

  /* A picture of one line; what is white in it stays as it was. */
  const picture = async ({ columns, rows, gray }) => {
    const keys = `/Type /XObject /Subtype /Image /Width ${columns} /Height ${rows} /ColorSpace /DeviceGray`;
    pictures += 1;
    return claim(await stream(`${keys} /BitsPerComponent 8 /Mask [255 255]`, gray));
  };

  /* The table of what was written and where (7.5.8): each entry is a kind, a place of four bytes, and a generation; of an
     object inside of a stream, the stream's number and the place in it. */
  const table = (written, start) => {
    const own = claim();
    const all = [...written, [own, 1, start, 0]].sort(([one], [other]) => one - other);
    const entries = all.map(([, kind, place, last]) =>
      String.fromCharCode(kind, (place >>> 24) & 255, (place >>> 16) & 255, (place >>> 8) & 255, place & 255, 0, last),
    );
    const keys = [
      `/Type /XRef /Size ${next} /Root ${data.root} 0 R /Info ${data.info} 0 R /Prev ${data.start}`,
      `/ID [<${data.id[0]}> <${data.id[1]}>] /W [1 4 2] /Index [${all.map(([id]) => `${id} 1`).join(" ")}]`,
      `/Length ${all.length * 7}`,
    ].join("\n");
    return `${own} 0 obj\n<< ${keys} >>\nstream\n${entries.join("")}\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`;
  };

  /* Objects without a stream of their own, packed (7.5.7): a long value is a tenth then of what it is as it stands. */
  const together = async () => {
    const plain = [...made].filter(([, parts]) => parts.length === 1);
    const inside = [];
    for (let from = 0; from < plain.length; from += MOST_TOGETHER) {
      const some = plain.slice(from, from + MOST_TOGETHER);
      const starts = [0];
      for (const [, [object]] of some) starts.push(starts.at(-1) + object.length + 1);
      const index = some.map(([id], at) => `${id} ${starts[at]}`).join(" ");
      const content = `${index}\n${some.map(([, [object]]) => object).join("\n")}`;
      const own = claim(await stream(`/Type /ObjStm /N ${some.length} /First ${index.length + 1}`, content));
      for (const [at, [id]] of some.entries()) {
        inside.push([id, 2, own, at]);
        made.delete(id);
      }
    }
    return inside;
  };

  /* The whole file: the form as it was printed, and after it what was written. */
  const joined = async () => {
    const shared = data.parts.map((part) => window.kitParts[part]);
    const printed = bytesOf([data.head, data.own, ...shared, data.table].map((part) => atob(part)).join(""));
    if (!made.size) return new Blob([printed]);
    const written = window.CompressionStream ? await together() : [];
    const parts = [printed, bytesOf("\n")];
    let length = printed.length + 1;
    const add = (part) => {
      const bytes = typeof part === "string" ? bytesOf(part) : part;
      parts.push(bytes);
      length += bytes.length;
    };
    for (const [id, object] of made) {
      written.push([id, 1, length, 0]);
      [`${id} 0 obj\n`, ...object, "\nendobj\n"].forEach(add);
    }
    add(table(written, length));
    return new Blob(parts);
  };

  return { put, claim, stream, picture, joined, pictures: () => pictures };
};
