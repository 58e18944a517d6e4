// @ts-check
// Copying: by the clipboard, or by hand where the browser does not allow that.

/**
 * @param {string} text
 * @param {HTMLElement} shown where the text stands, to be selected when it cannot be copied
 * @param {string} what
 */
async function copyText(text, shown, what) {
  try {
    await navigator.clipboard.writeText(text);
    announce(`${what} is gekopieerd.`);
    return true;
  } catch {
    getSelection()?.selectAllChildren(shown);
    announce(`${what} is geselecteerd. Kopieer met Ctrl+C.`);
    return false;
  }
}
