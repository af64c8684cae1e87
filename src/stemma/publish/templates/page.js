// Niceties only: the page is whole without this. Marks the exact characters a line rests on, leads back, filters lines,
// and opens what is folded before printing.
"use strict";
(function () {
  var back = document.querySelector(".back");
  var depth = 0;

  // The text of a unit without the little numbers that lead to matching passages.
  function textNodes(unit) {
    var walker = document.createTreeWalker(unit, NodeFilter.SHOW_TEXT), nodes = [], node;
    while ((node = walker.nextNode())) if (!node.parentElement.closest("sup")) nodes.push(node);
    return nodes;
  }

  // A place `offset` code points into the nodes, as node and UTF-16 offset.
  function find(nodes, offset) {
    for (var i = 0; i < nodes.length; i++) {
      var points = Array.from(nodes[i].data);
      if (offset <= points.length) return [nodes[i], points.slice(0, offset).join("").length];
      offset -= points.length;
    }
    return null;
  }

  function mark(unit, at) {
    if (!window.Highlight || !CSS.highlights) return;
    CSS.highlights.delete("evidence");
    var parts = at.split("-"), from = Number(unit.dataset.from), nodes = textNodes(unit);
    var start = find(nodes, parts[0] - from), end = find(nodes, parts[1] - from);
    if (!start) return;
    var range = document.createRange();
    range.setStart(start[0], start[1]);
    if (end) range.setEnd(end[0], end[1]); else range.setEndAfter(nodes[nodes.length - 1]);
    if (String(range).length < String(unit.textContent).trim().length) CSS.highlights.set("evidence", new Highlight(range));
  }

  function open(target) {
    for (var e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("main a[href^='#']");
    if (!link || link === back) return;
    var id = (link.getAttribute("href") || "").slice(1), target = document.getElementById(id);
    if (!target) return;
    open(target);
    if (target.classList.contains("unit") && link.dataset.at) mark(target, link.dataset.at);
    depth += 1;
    back.hidden = false;
  });
  back.addEventListener("click", function (event) {
    event.preventDefault();
    depth -= 1;
    history.back();
    if (depth <= 0) { depth = 0; back.hidden = true; }
  });

  // #a-REPORT-OFFSET leads to the sentence that holds the offset, also where no sentence begins.
  function arrive() {
    var id = decodeURIComponent(location.hash.slice(1)), target = document.getElementById(id);
    if (target) return open(target);
    var found = /^a-(.+)-(\d+)$/.exec(id);
    var report = found && document.getElementById("r-" + found[1]);
    if (!report) return;
    var last = null;
    report.querySelectorAll(".unit").forEach(function (unit) { if (Number(unit.dataset.from) <= Number(found[2])) last = unit; });
    document.querySelectorAll(".unit.here").forEach(function (unit) { unit.classList.remove("here"); });
    if (last) { last.classList.add("here"); last.scrollIntoView({ block: "center" }); }
  }
  window.addEventListener("hashchange", arrive);
  arrive();

  var field = document.getElementById("find");
  document.querySelector(".find").hidden = false;
  field.addEventListener("input", function () {
    var words = field.value.toLowerCase().trim();
    document.body.classList.toggle("filtering", words !== "");
    document.querySelectorAll(".row").forEach(function (row) {
      row.classList.toggle("filtered", words !== "" && !row.textContent.toLowerCase().includes(words));
    });
    document.querySelectorAll("main section:not(#reports) details.fold:not(.row)").forEach(function (fold) {
      if (words) fold.open = !!fold.querySelector(".row:not(.filtered)");
    });
  });

  var opened = [];
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("main details:not([open]):not(.deep)").forEach(function (d) { d.open = true; opened.push(d); });
  });
  window.addEventListener("afterprint", function () { opened.splice(0).forEach(function (d) { d.open = false; }); });
})();
