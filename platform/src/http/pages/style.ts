const dark = `
--page:#15171a;--surface:#1c1f23;--sunken:#22262b;--line:#383d44;--text:#e8e8e5;--soft:#a9afb8;
--accent:#8ebbe6;--accent-text:#10202f;
--good:#7fcf9a;--good-soft:#18291e;--warn:#e6b566;--warn-soft:#2c2415;--bad:#f0969b;--bad-soft:#331b1e;--note:#b3b6f0;--note-soft:#22233a`;

/**
 * The one style sheet of the public pages. Colours are the tokens of the web app (web/src/look/tokens.css); dark is
 * a palette of its own, by the choice made in the web app, else by the system.
 */
export const pageStyle = `
@font-face{font-family:'Inter Variable';src:url(/fonts/inter.woff2) format('woff2');font-weight:100 900;font-display:swap;unicode-range:U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD}
@font-face{font-family:'Inter Variable';src:url(/fonts/inter-ext.woff2) format('woff2');font-weight:100 900;font-display:swap;unicode-range:U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF}
@font-face{font-family:'Source Serif 4 Variable';src:url(/fonts/serif.woff2) format('woff2');font-weight:200 900;font-display:swap;unicode-range:U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2212}
@font-face{font-family:'Source Serif 4 Variable';src:url(/fonts/serif-ext.woff2) format('woff2');font-weight:200 900;font-display:swap;unicode-range:U+0100-02BA,U+1E00-1E9F,U+1EF2-1EFF,U+2C60-2C7F,U+A720-A7FF}
:root{color-scheme:light dark;
--page:#fbfbfa;--surface:#ffffff;--sunken:#f3f3f1;--line:#dcdcd8;--text:#1c1d1f;--soft:#565a60;
--accent:#1f4e79;--accent-text:#ffffff;
--good:#1b6e3c;--good-soft:#e9f4ec;--warn:#8a5300;--warn-soft:#fbf1df;--bad:#a4232b;--bad-soft:#fbeaea;--note:#4a4f8f;--note-soft:#eeeef9}
:root[data-mantine-color-scheme='light']{color-scheme:light}
:root[data-mantine-color-scheme='dark']{color-scheme:dark;${dark}}
@media (prefers-color-scheme:dark){:root:not([data-mantine-color-scheme]){${dark}}}
*{box-sizing:border-box}[hidden]{display:none!important}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.55 'Inter Variable',system-ui,sans-serif;font-variant-numeric:tabular-nums}
a{color:var(--accent);text-underline-offset:3px}
a:focus-visible,summary:focus-visible,button:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-9999px}.skip:focus{left:16px;top:8px;background:var(--surface);padding:8px 16px;z-index:1}
.mark{background:var(--warn-soft);color:var(--warn);border-bottom:1px solid var(--line);font-size:14px;line-height:1.5;text-align:center;padding:8px 16px}
.bar{display:flex;flex-wrap:wrap;align-items:center;gap:0 24px;padding:0 24px;background:var(--surface);border-bottom:1px solid var(--line);font-size:14px}
.bar a{min-height:44px;display:inline-flex;align-items:center;padding:0 8px;color:var(--text);text-decoration:none;border-radius:8px}
.bar a:hover{background:var(--sunken)}.bar nav{display:flex;flex:1 1 auto;gap:4px}
.bar .brand{min-height:56px;padding:0;gap:8px;font-size:16px;font-weight:650}.bar .brand:hover{background:none}
.bar .end{display:flex;align-items:center;gap:8px;margin-left:auto}
.scheme{width:44px;height:44px;display:inline-flex;align-items:center;justify-content:center;border:0;border-radius:8px;background:none;color:var(--soft);cursor:pointer}
.scheme:hover{background:var(--sunken)}
main{max-width:808px;margin:0 auto;padding:24px 24px 40px;outline:none}
article{background:var(--surface);border:1px solid var(--line);border-radius:8px;padding:40px}
h1,h2.serif{font-family:'Source Serif 4 Variable',Georgia,serif;font-weight:600;letter-spacing:-.01em}
h1{font-size:40px;line-height:1.15;margin:0 0 8px;overflow-wrap:anywhere}
h2{font-size:20px;line-height:1.3;margin:40px 0 8px}
h3{font-size:16px;margin:24px 0 4px}
p,ul,ol,dl{margin:8px 0;max-width:72ch}
.kind{font-size:14px;color:var(--soft);margin:0 0 8px}
.lead{font-size:20px;line-height:1.4;color:var(--text);margin:0 0 24px}
.soft{color:var(--soft)}.small{font-size:14px}.mono{font-family:ui-monospace,SFMono-Regular,Menlo,monospace;font-size:14px;overflow-wrap:anywhere}
.head{display:flex;gap:24px;align-items:flex-start;flex-wrap:wrap}
.head>div{flex:1 1 300px;min-width:0}
.head img{width:136px;height:136px;object-fit:contain;flex:none}
.verdict{display:flex;gap:16px;border:1px solid var(--line);border-left:4px solid currentColor;border-radius:8px;padding:16px;margin:24px 0}
.verdict svg{width:28px;height:28px;flex:none;margin-top:2px}
.verdict p{margin:0;color:var(--text)}
.verdict .word{font-weight:650;font-size:20px;color:inherit}
.good{color:var(--good);background:var(--good-soft)}.warn{color:var(--warn);background:var(--warn-soft)}
.bad{color:var(--bad);background:var(--bad-soft)}.note{color:var(--note);background:var(--note-soft)}
.tag{display:inline-block;border:1px solid var(--line);border-radius:8px;padding:1px 8px;font-size:14px;color:var(--soft);margin:0 4px 4px 0}
.tag.good,.tag.warn,.tag.bad,.tag.note{border-color:currentColor}.tag.warn{color:var(--warn)}.tag.note{color:var(--note)}.tag{font-size:12px;line-height:20px;padding:0 8px}.tags{margin:8px 0 0}.tags:empty{display:none}
.badges{list-style:none;padding:0;margin:16px 0 0;border-top:1px solid var(--line);max-width:none}.badges li{border-bottom:1px solid var(--line)}.badges a{display:flex;gap:16px;align-items:center;padding:16px 0;color:var(--text);text-decoration:none}.badges b{font-weight:600}.badges a:hover b{color:var(--accent);text-decoration:underline}.badges img{flex:none;object-fit:contain}.badges span span{display:block;font-size:14px}
details{border-top:1px solid var(--line);padding:4px 0}details:last-of-type{border-bottom:1px solid var(--line)}
summary{cursor:pointer;min-height:44px;display:flex;align-items:center;gap:8px;font-weight:550}
summary::before{content:'+';color:var(--soft);width:16px}details[open]>summary::before{content:'–'}
.checks{list-style:none;padding:0}.checks li{display:grid;grid-template-columns:24px 1fr;gap:8px;padding:8px 0;border-top:1px solid var(--line)}
.checks li:first-child{border-top:0}.checks svg{width:20px;height:20px;margin-top:2px}.checks .good,.checks .bad,.checks .warn,.checks .soft{background:none}
table{border-collapse:collapse;width:100%;font-size:14px}.scroll{overflow-x:auto}
th,td{text-align:left;padding:8px 16px 8px 0;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:550;color:var(--soft)}td.n,th.n{text-align:right;padding-right:0}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:4px 24px}
dl.facts dt{color:var(--soft)}dl.facts dd{margin:0;overflow-wrap:anywhere}
.proof{display:flex;gap:24px;flex-wrap:wrap;align-items:flex-start;justify-content:space-between}.proof dl{flex:1 1 320px;margin:0}.qr{margin:0;flex:none}.qr>div{width:112px;padding:8px;border:1px solid var(--line);border-radius:8px;background:#fff}.qr svg{display:block;width:100%;height:auto}.qr figcaption{font-size:12px;color:var(--soft);margin-top:4px}.print{display:none}
.act{display:flex;gap:8px;flex-wrap:wrap;margin:16px 0}
.button{display:inline-flex;align-items:center;min-height:44px;padding:8px 16px;border:1px solid var(--accent);border-radius:8px;text-decoration:none;background:var(--accent);color:var(--accent-text);font:inherit;cursor:pointer}
.button.quiet{background:transparent;color:var(--accent)}
footer{max-width:808px;margin:0 auto;padding:0 24px 40px;color:var(--soft);font-size:14px}footer p{margin:0}
@media (max-width:560px){article{padding:24px 16px}main{padding:8px 8px 24px}.bar{gap:0 8px;padding:0 16px}.bar nav{gap:0}.bar .end{gap:0}h1{font-size:28px}.lead{font-size:16px}.head{gap:16px;flex-wrap:nowrap}.head>div{flex:1 1 auto}.head img{width:80px;height:80px}footer{padding:0 16px 24px}.verdict{margin:16px 0}dl.facts{grid-template-columns:1fr;gap:0}dl.facts dd{margin-bottom:8px}}
@media (prefers-reduced-motion:no-preference){a,.button{transition:color .12s,background-color .12s}}
@media print{:root{--page:#fff;--surface:#fff;--sunken:#fff;--line:#999;--text:#000;--soft:#333;--accent:#000;--good:#0b4d26;--warn:#5c3700;--bad:#7c1118;--note:#2d3170}
@page{margin:18mm}
.bar,.act,.skip,footer .screen,.noprint,details:not([open]){display:none}main,article{padding:0;border:0;max-width:none}
.head{flex-direction:column;align-items:center;text-align:center}.head img{width:160px;height:160px}h1{font-size:36pt}
.kind{text-transform:none}.verdict{background:none}a{color:inherit;text-decoration:none}section{break-inside:avoid}.mark{background:none;color:#000}.qr>div{width:30mm;border:0;padding:0}.print{display:block;overflow-wrap:anywhere;max-width:60mm}}
`;

/**
 * The one script of the public pages, which the web app loads first, too: it sets light or dark before anything is
 * drawn, switches between them, and prints. Without it every page still works.
 */
export const pageScript = `
const kept = 'mantine-color-scheme-value';
const system = matchMedia('(prefers-color-scheme: dark)');
const chosen = () => {
  try {
    return localStorage.getItem(kept);
  } catch {
    return null;
  }
};
const isDark = () => chosen() === 'dark' || (chosen() !== 'light' && system.matches);
const paint = () => document.documentElement.setAttribute('data-mantine-color-scheme', isDark() ? 'dark' : 'light');
paint();
system.addEventListener('change', paint);
document.addEventListener('DOMContentLoaded', () => {
  for (const button of document.querySelectorAll('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  }
  for (const button of document.querySelectorAll('[data-scheme]')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      localStorage.setItem(kept, isDark() ? 'light' : 'dark');
      paint();
    });
  }
});
`;
