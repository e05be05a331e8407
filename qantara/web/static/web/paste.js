// What is pasted from Word into a text becomes Markdown: headings, lists, tables, strong, emphasis, links.
// The HTML is parsed into a document that runs and fetches nothing; of it only words and these marks are taken.
const BLOCKS = /^(P|DIV|H[1-6]|LI|UL|OL|TABLE|BLOCKQUOTE|SECTION|ARTICLE)$/;
const SAFE = /^(https?:\/\/|mailto:)[^\s()<>]+$/i;
const escaped = (text) => text.replace(/([\\*`[\]<])/g, "\\$1").replace(/(?<!\w)_|_(?!\w)/g, "\\_");
const spaced = (text) => text.replace(/[ \t\n\r\u200b]+/g, " ");

function around(text, mark) {
  const bare = text.trim();
  return bare ? text.replace(bare, () => `${mark}${bare}${mark}`) : text;
}

function inline(node) {
  let said = "";
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) { said += escaped(spaced(child.data)); continue; }
    if (child.nodeType !== Node.ELEMENT_NODE || /^(STYLE|SCRIPT|TITLE|META|LINK)$/.test(child.tagName)) continue;
    // Word's own bullets and numbers stand in spans that it marks as such.
    if (/mso-list:\s*Ignore/i.test(child.getAttribute("style") || "")) continue;
    const weight = child.style.fontWeight;
    const inside = child.tagName === "BR" ? "\\\n" : inline(child);
    const href = child.getAttribute("href") || "";
    if (child.tagName === "A" && SAFE.test(href) && inside.trim()) said += `[${inside.trim()}](${href})`;
    else if (/^(B|STRONG)$/.test(child.tagName) ? weight !== "normal" : Number(weight) > 500) said += around(inside, "**");
    else if (/^(I|EM)$/.test(child.tagName)) said += around(inside, "*");
    else said += inside;
  }
  return said;
}

function table(node) {
  const rows = [...node.rows].map((row) => [...row.cells].map((cell) => inline(cell).replace(/\\?\n/g, " ").replaceAll("|", "\\|").trim()));
  if (!rows.length) return "";
  const width = Math.max(...rows.map((row) => row.length));
  const line = (row) => `| ${[...row, ...Array(width - row.length).fill("")].join(" | ")} |`;
  return [line(rows[0]), `|${" --- |".repeat(width)}`, ...rows.slice(1).map(line)].join("\n");
}

function list(node, depth) {
  const sign = node.tagName === "OL" ? "1. " : "- ";
  const found = [];
  for (const item of node.children) {
    if (item.tagName !== "LI") { if (/^[OU]L$/.test(item.tagName)) found.push(list(item, depth + 1)); continue; }
    const own = item.cloneNode(true);
    own.querySelectorAll("ul,ol").forEach((inner) => inner.remove());
    found.push(`${" ".repeat(depth * sign.length)}${sign}${inline(own).trim()}`);
    for (const inner of item.children) if (/^[OU]L$/.test(inner.tagName)) found.push(list(inner, depth + 1));
  }
  return found.join("\n");
}

// A paragraph that Word shows as an item of a list, without being one in HTML.
function item(node) {
  const found = /mso-list:\s*\S+\s+level(\d)/i.exec(node.getAttribute("style") || "");
  if (!found) return null;
  const mark = [...node.querySelectorAll("span")].find((span) => /mso-list:\s*Ignore/i.test(span.getAttribute("style") || ""));
  const sign = /\d/.test(mark?.textContent || "") ? "1. " : "- ";
  return `${" ".repeat((Number(found[1]) - 1) * sign.length)}${sign}${inline(node).trim()}`;
}

function blocks(node, found = []) {
  let loose = "";
  const close = () => { if (loose.trim()) found.push({ text: loose.trim() }); loose = ""; };
  for (const child of node.childNodes) {
    if (child.nodeType !== Node.ELEMENT_NODE || !(BLOCKS.test(child.tagName) || child.querySelector("p,li,table,h1,h2,h3"))) {
      const shell = document.createElement("div");
      shell.append(child.cloneNode(true));
      loose += inline(shell);
      continue;
    }
    close();
    const level = /^H([1-6])$/.exec(child.tagName)?.[1] || /^MsoHeading(\d)|^Heading(\d)/.exec(child.className)?.[1];
    const listed = child.tagName === "P" ? item(child) : null;
    if (child.tagName === "TABLE") found.push({ text: table(child) });
    else if (/^[OU]L$/.test(child.tagName)) found.push({ text: list(child, 0) });
    else if (listed) found.push({ text: listed, listed: true });
    else if (level) found.push({ text: `${"#".repeat(Number(level))} ${inline(child).trim()}` });
    else if (child.tagName === "P" || !child.querySelector("p,ul,ol,table,div,h1,h2,h3,h4,h5,h6")) found.push({ text: inline(child).trim() });
    else blocks(child, found);
  }
  close();
  return found;
}

export function markdown(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  return blocks(body).filter((one) => one.text).reduce((said, one, at, all) =>
    said + (at ? (one.listed && all[at - 1].listed ? "\n" : "\n\n") : "") + one.text, "");
}

document.addEventListener("paste", (event) => {
  const field = event.target;
  const html = event.clipboardData?.getData("text/html");
  if (!html || !(field instanceof HTMLTextAreaElement) || field.name.split("-").pop() !== "markdown") return;
  const said = markdown(html);
  if (!said) return;
  event.preventDefault();
  field.setRangeText(said, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
});
