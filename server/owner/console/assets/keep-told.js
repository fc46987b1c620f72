// On every page: an app of its own has a page for when there is no network; and who wants to be told here stays told.

if (matchMedia('(display-mode: standalone)').matches || localStorage.getItem('told-here') === 'yes')
  void keep()

async function keep() {
  const { keepSignedUp, obstacle, startWorker } = await import('./push.js')
  if (obstacle() !== null) return
  try {
    await startWorker()
    await keepSignedUp()
  } catch {
    // The switch on the page of the notices tells why.
  }
}
