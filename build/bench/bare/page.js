// As many plain lines as the app has roles, and a search that hides what does not match: what a page does by itself.
const list = document.querySelector('ul');
const lines = Array.from({ length: 5000 }, (_, at) => {
  const line = document.createElement('li');
  line.dataset['grant'] = String(at);
  line.textContent = `payments-${at % 2 === 0 ? 'prod' : 'dev'}-billing-${at}`;
  return line;
});
list?.append(...lines);
document.querySelector('input')?.addEventListener('input', ({ target }) => {
  const query = target instanceof HTMLInputElement ? target.value : '';
  for (const line of lines) line.hidden = !(line.textContent ?? '').includes(query);
});
