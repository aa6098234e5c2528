/// What stands in a trace's page besides its contents.
///
/// Neither part has a character that XML escapes (`<`, `>`, `&` and both quotes), because browsers
/// do not read escapes in scripts and style sheets.
enum TracePage {
  static let style = """

    :root { color-scheme: light dark; }
    body { font: 16px/1.5 system-ui, sans-serif; max-width: 75rem; }
    body { margin: 1rem auto; padding: 0 1rem 6rem; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; }
    dd { margin: 0; overflow-wrap: anywhere; font-family: ui-monospace, monospace; }
    li, td { font-family: ui-monospace, monospace; font-size: 0.875rem; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; }
    th, td { border: 1px solid #8c959f; padding: 0.2rem 0.5rem; }
    th, td { text-align: left; vertical-align: top; }
    td { white-space: pre-wrap; overflow-wrap: anywhere; min-width: 4rem; max-width: 28rem; }
    td.cause { white-space: normal; }
    td.node { overflow-wrap: break-word; max-width: 12rem; }
    tr.broken td { font-weight: bold; }
    tr.current { outline: 3px solid #0969da; outline-offset: -3px; }
    #panel { position: sticky; bottom: 0; padding: 0.5rem 0; }
    #panel { background: Canvas; border-top: 1px solid #8c959f; }
    #now { margin: 0.25rem 0; font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
    @media print { #panel { display: none; } }

    """

  /// Steps through the page; everything it shows stands in the page already.
  static let script = """

    const rows = document.querySelectorAll(`tbody tr[id]`);
    let place = -1;
    function show(next) {
      place = Math.max(0, Math.min(rows.length - 1, next));
      const old = document.querySelectorAll(`.current`);
      old.forEach(function (element) { element.classList.remove(`current`); });
      const step = document.getElementById(`s${place}`);
      if (!step) return;
      step.classList.add(`current`);
      rows[place].classList.add(`current`);
      document.getElementById(`now`).textContent = step.querySelector(`title`).textContent;
      step.scrollIntoView({ block: `center`, inline: `nearest` });
    }
    document.getElementById(`panel`).hidden = rows.length === 0;
    document.getElementById(`back`).onclick = function () { show(place - 1); };
    document.getElementById(`on`).onclick = function () { show(place + 1); };
    document.addEventListener(`keydown`, function (event) {
      const stride = { j: 1, k: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!stride || event.ctrlKey || event.metaKey || event.altKey) return;
      // Who has gone into a region that is wider than the window moves it with the arrows.
      const region = event.target.closest ? event.target.closest(`.scroll`) : null;
      const isWide = region ? region.scrollWidth !== region.clientWidth : false;
      if (isWide ? event.key.length !== 1 : false) return;
      event.preventDefault();
      show(place + stride);
    });

    """
}
