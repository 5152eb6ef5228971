import { expect, it } from 'vitest';
import { emptyPrice, priceFieldsOf, toOwnPrice } from './own-price.ts';

it('makes a price of what is typed, and the same fields of the price', () => {
  const fields = {
    currency: ' eur ',
    perGiBMonth: '0.021',
    perThousandLists: '',
    byClass: 'STANDARD_IA 0.0125\nGLACIER=0.004',
  };
  const made = toOwnPrice(fields);
  const price = {
    currency: 'EUR',
    perGiBMonth: '0.021',
    perThousandLists: null,
    byClass: { STANDARD_IA: '0.0125', GLACIER: '0.004' },
  };
  expect(made).toEqual({ price });
  expect(priceFieldsOf({ ownPrice: price })).toEqual({
    currency: 'EUR',
    perGiBMonth: '0.021',
    perThousandLists: '',
    byClass: 'STANDARD_IA 0.0125\nGLACIER 0.004',
  });
  expect(priceFieldsOf({})).toEqual(emptyPrice);
});

it.each([
  [{ currency: 'EURO' }, /three letters/],
  [{ perGiBMonth: '' }, /such as 0\.023/],
  [{ perGiBMonth: '-1' }, /such as 0\.023/],
  [{ perGiBMonth: '1e3' }, /such as 0\.023/],
  [{ perThousandLists: 'free' }, /requests/],
  [{ byClass: 'STANDARD_IA' }, /each line/],
  [{ byClass: 'STANDARD_IA 1 2' }, /each line/],
])('says what is wrong with %j', (wrong, problem) => {
  const made = toOwnPrice({ ...emptyPrice, perGiBMonth: '0.02', ...wrong });
  expect('problem' in made && made.problem).toMatch(problem);
});
