// The camera at a chart's corner saves the chart with the words around it: title, subtitle, notes, source. A click saves PNG; with the
// Shift key SVG. Plotly's own camera would save the drawing alone. All in the reader's browser: it works where the server has none.
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const FONT = "/app/static/fonts/Sarabun-Regular.ttf";
  const SIDE = 16;
  const measure = document.createElement("canvas").getContext("2d");
  const words = new Intl.Segmenter("th", { granularity: "word" });

  const wrapped = (text, size, width) => {
    measure.font = `${size}px Sarabun`;
    const lines = [""];
    for (const { segment } of words.segment(text)) {
      const longer = lines.at(-1) + segment;
      if (lines.at(-1) && measure.measureText(longer).width > width) lines.push(segment.trimStart());
      else lines[lines.length - 1] = longer;
    }
    return lines;
  };

  const element = (name, attributes, text) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text) made.textContent = text;
    return made;
  };

  const composed = async (plot, block) => {
    const width = plot.clientWidth;
    const captions = [...block.querySelectorAll('[data-testid="stCaptionContainer"]')].filter((caption) => caption.checkVisibility());
    const texts = captions.flatMap((caption) => caption.innerText.split("\n")).map((text) => text.trim());
    const [subtitle = "", ...notes] = texts.filter(Boolean);
    const root = element("svg", { xmlns: SVG, width: width + 2 * SIDE });
    const face = [...new Uint8Array(await (await fetch(FONT)).arrayBuffer())].map((byte) => String.fromCharCode(byte)).join("");
    root.append(element("style", {}, `@font-face{font-family:Sarabun;src:url(data:font/ttf;base64,${btoa(face)})}`));
    root.append(element("rect", { width: "100%", height: "100%", fill: "#fff" }));
    let y = SIDE;
    const write = (text, size, colour, weight) => {
      for (const line of wrapped(text, size, width)) {
        y += size * 1.4;
        root.append(element("text", { x: SIDE, y, fill: colour, "font-family": "Sarabun", "font-size": size, "font-weight": weight }, line));
      }
    };
    write(block.querySelector("h4")?.innerText.trim() ?? "", 19, "#1F2A24", 600);
    if (subtitle) write(subtitle, 13, "#56635C", 400);
    y += 12;
    for (const part of plot.querySelectorAll(".main-svg")) {
      const copy = part.cloneNode(true);
      copy.setAttribute("x", SIDE);
      copy.setAttribute("y", y);
      copy.removeAttribute("style");
      root.append(copy);
    }
    y += plot.clientHeight;
    for (const note of notes) write(note, 11.5, "#56635C", 400);
    root.setAttribute("height", Math.ceil(y + SIDE));
    return root;
  };

  const download = (content, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(content);
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  };

  const save = async (plot, block, asSvg) => {
    const root = await composed(plot, block);
    const text = new XMLSerializer().serializeToString(root);
    const name = `${block.querySelector("h4")?.innerText.trim() || "la21"} ${new Date().toISOString().slice(0, 10)}`.replace(/[\\/:*?"<>|]+/g, " ");
    if (asSvg) return download(new Blob([text], { type: "image/svg+xml" }), `${name}.svg`);
    const picture = new Image();
    picture.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
    await picture.decode();
    const canvas = document.createElement("canvas");
    canvas.width = picture.width * 2;
    canvas.height = picture.height * 2;
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((content) => download(content, `${name}.png`), "image/png");
  };

  addEventListener(
    "click",
    (event) => {
      const button = event.target.closest?.(".modebar-btn");
      const plot = button?.closest(".js-plotly-plot");
      const block = button?.closest('[class*="st-key-block_"]');
      if (!plot || !block) return;
      event.stopImmediatePropagation();
      event.preventDefault();
      save(plot, block, event.shiftKey);
    },
    true,
  );
})();
