#!/usr/bin/env python3
"""Opens a replay's report in headless Chromium, as it is shown wide and narrow, light and dark.

check_page.py INKLING CHROMIUM TRACE...

The page is given a policy that forbids it to load anything, and a script that looks at it from
within; what that finds is read from the document. Ends with 1 and a line for each fault.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

LOOK = r"""
const violations = [];
document.addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective));
addEventListener('load', () => {
  const luminance = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const colour = text => (text.match(/[\d.]+/g) || []).map(Number);
  const background = element => {
    for (let e = element; e; e = e.parentElement) {
      const c = colour(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const faint = [];
  let texts = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest('script, title')) continue;
    ++texts;
    const style = getComputedStyle(element);
    const ink = colour(element.closest('svg') ? style.fill : style.color);
    const a = luminance(ink), b = luminance(background(element));
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) faint.push(node.data.trim().slice(0, 40) + ' ' + contrast.toFixed(2));
  }
  const links = [...document.querySelectorAll('a[href^="#"]')];
  const named = [...document.querySelectorAll('svg')].filter(svg =>
    svg.getAttribute('aria-hidden') === 'true' ||
    (svg.getAttribute('role') === 'img' && svg.getAttribute('aria-label')));
  const target = document.querySelector(':target');
  const result = {
    dark: matchMedia('(prefers-color-scheme: dark)').matches,
    width: innerWidth,
    overflow: document.documentElement.scrollWidth - innerWidth,
    texts, faint, violations,
    links: links.length,
    broken: links.filter(a => !document.getElementById(a.getAttribute('href').slice(1)))
      .map(a => a.getAttribute('href')).slice(0, 5),
    drawings: document.querySelectorAll('svg').length,
    nameless: document.querySelectorAll('svg').length - named.length,
    captionless: document.querySelectorAll('table:not(:has(caption))').length,
    headings: [...document.querySelectorAll('h1, h2')].map(h => h.textContent),
    target_shown: target ? target.getClientRects().length > 0 : null,
    requests: performance.getEntriesByType('resource').length,
  };
  const out = document.createElement('pre');
  out.id = 'looked';
  out.textContent = JSON.stringify(result);
  document.body.appendChild(out);
});
"""

POLICY = ("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
          "style-src 'unsafe-inline'; script-src 'nonce-look'\">")


def make_page(inkling, traces, folder):
    """A report with every part: misses, a baseline, several traces."""
    run = subprocess.run([inkling, "replay", *traces, "--json"], check=True, capture_output=True)
    baseline = folder / "baseline.json"
    baseline.write_bytes(run.stdout)
    page = folder / "report.html"
    subprocess.run([inkling, "replay", *traces, "--baseline", str(baseline), "--report", str(page),
                    "--json"], check=True, capture_output=True)
    text = page.read_text(encoding="utf-8")
    looked_at = text.replace("<head>", "<head>" + POLICY + '<script nonce="look">' + LOOK + "</script>", 1)
    (folder / "looked.html").write_text(looked_at, encoding="utf-8")
    return text, folder / "looked.html"


def look(chromium, page, width, dark, fragment, profile):
    """What the page says of itself."""
    shown = subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}",
         f"--window-size={width},900", f"--blink-settings=preferredColorScheme={0 if dark else 1}",
         "--virtual-time-budget=5000", "--dump-dom", page.as_uri() + fragment],
        check=True, capture_output=True, timeout=120).stdout.decode("utf-8")
    found = re.search(r'<pre id="looked">(.*?)</pre>', shown, re.S)
    if not found:
        raise SystemExit("the page did not look at itself; Chromium gave " + shown[:400])
    text = found.group(1)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return json.loads(text)


def faults(seen, width, dark, fragment):
    """Sentences; none when all is well."""
    if seen["dark"] != dark:
        yield f"asked for {'dark' if dark else 'light'}, shown the other"
    if seen["overflow"] > 0:
        yield f"{seen['overflow']} pixels wider than the window"
    if seen["violations"] or seen["requests"]:
        yield f"wants to load something: {seen['violations']}, {seen['requests']} requests"
    if seen["faint"]:
        yield f"too faint to read: {seen['faint'][:5]}"
    if seen["broken"]:
        yield f"links to nowhere: {seen['broken']}"
    if seen["nameless"] or seen["captionless"]:
        yield f"{seen['nameless']} drawings and {seen['captionless']} tables without a name"
    if seen["texts"] < 200 or seen["drawings"] < 10 or seen["links"] < 10:
        yield f"hardly anything on it: {seen}"
    if fragment and seen["target_shown"] is not True:
        yield f"{fragment} does not open what it leads to"
    for part in ("Latency", "Timeline", "Slowest events", "Cache and memory", "Quality",
                 "By kinds of words", "Worst misses", "Against the baseline"):
        if part not in seen["headings"]:
            yield f"has no part \"{part}\""


def main():
    inkling, chromium, *traces = sys.argv[1:]
    failed = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = pathlib.Path(name)
        text, page = make_page(inkling, traces, folder)
        outside = re.findall(r"(?:src|href)=\"(?!#)[^\"]*\"|@import|url\(", text)
        if outside:
            failed += 1
            print(f"the file names something outside it: {outside[:3]}")
        for width in (390, 1100):
            for dark in (False, True):
                for fragment in ("", "#slow-1"):
                    seen = look(chromium, page, width, dark, fragment, folder / "profile")
                    for fault in faults(seen, width, dark, fragment):
                        failed += 1
                        print(f"{width} wide, {'dark' if dark else 'light'} {fragment}: {fault}")
    print(f"report: 8 views, {failed} faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
