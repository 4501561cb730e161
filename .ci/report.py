"""Looks at pages of `okr report` in Chromium; called by .ci/report with the folder of the pages and the file of axe-core."""

import pathlib
import sys

from playwright.sync_api import sync_playwright

folder, axe = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).read_text()
faults = []

# What sticks out of the page, of its section or of its drawing, and text that lies upon other text.
LAYOUT = """() => {
  const wide = document.documentElement.clientWidth, out = [];
  if (document.documentElement.scrollWidth > wide) out.push('scrolls sideways: ' + document.documentElement.scrollWidth + ' of ' + wide);
  const seen = [...document.querySelectorAll('main *, header *')].filter(e => e.checkVisibility() && !e.closest('.hidden'));
  for (const e of seen) {
    const box = e.getBoundingClientRect();
    if (box.width && (box.right > wide + 1 || box.left < -1)) out.push('sticks out: ' + e.tagName + ' ' + e.textContent.slice(0, 40));
    const frame = e.tagName === 'text' ? e.ownerSVGElement : e.ownerSVGElement ? null : e.closest('section');
    if (!frame || !box.width || frame === e) continue;
    const around = frame.getBoundingClientRect(), style = getComputedStyle(frame);
    const left = around.left + parseFloat(style.paddingLeft), right = around.right - parseFloat(style.paddingRight);
    if (box.right > right + 2 || box.left < left - 2) out.push('sticks out of its ' + frame.tagName + ': ' + e.tagName + ' ' + e.textContent.slice(0, 40));
  }
  const texts = seen.filter(e => e.tagName === 'text' || (!e.ownerSVGElement && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && ['P','H3','H4','TD','TH'].includes(e.tagName)));
  const boxes = texts.map(e => [e, e.getBoundingClientRect()]);
  for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
    const [a, p] = boxes[i], [b, q] = boxes[j];
    if (a.contains(b) || b.contains(a)) continue;
    const w = Math.min(p.right, q.right) - Math.max(p.left, q.left), h = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
    if (w > 3 && h > 4) out.push('overlap: ' + a.textContent.slice(0, 30) + ' / ' + b.textContent.slice(0, 30));
  }
  return out.slice(0, 12);
}"""

with sync_playwright() as play:
    browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    for page_file in sorted(folder.glob("*.html")):
        name = page_file.stem
        for scheme in ("light", "dark"):
            for width in (320, 800, 1400):
                # axe is put in from outside, which the page's policy forbids to everyone else.
                context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
                page = context.new_page()
                requests = []
                page.on("request", lambda request: requests.append(request.url))
                page.on("console", lambda message: faults.append(f"{name}: console: {message.text}"))
                page.goto(page_file.as_uri())
                if len(requests) != 1:
                    faults.append(f"{name}: {len(requests)} requests: {requests}")
                for fault in page.evaluate(LAYOUT):
                    faults.append(f"{name} at {width}: {fault}")
                if scheme == "light" or width == 1400:
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
                if width != 800:
                    page.evaluate("() => document.querySelectorAll('details').forEach(d => d.open = true)")
                    for fault in page.evaluate(LAYOUT):
                        faults.append(f"{name} at {width}, opened: {fault}")
                    page.evaluate(axe)
                    found = page.evaluate("() => axe.run()")
                    for violation in found["violations"]:
                        nodes = "; ".join(node["html"][:110] for node in violation["nodes"][:3])
                        faults.append(f"{name} {scheme} at {width}: axe {violation['id']} x{len(violation['nodes'])}: {nodes}")
                context.close()
        context = browser.new_context(color_scheme="light")
        page = context.new_page()
        page.goto(page_file.as_uri())
        page.pdf(path=folder / f"{name}.pdf", format="A4", print_background=True)
        context.close()
    browser.close()

for fault in dict.fromkeys(faults):
    print(fault)
print(f"{len(list(folder.glob('*.html')))} pages, {len(set(faults))} faults; screenshots in {folder}")
sys.exit(1 if faults else 0)
