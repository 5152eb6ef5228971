import { expect, it } from 'vitest';
import { sameAccount } from './accounts.ts';

const aws = { id: 'a', name: 'Prod', endpointUrl: null };
const awsToo = { id: 'b', name: 'Prod, read-only', endpointUrl: null };
const ceph = { id: 'c', name: 'Ceph', endpointUrl: 'https://ceph.example/' };
const cephToo = { id: 'd', name: 'Ceph too', endpointUrl: 'https://ceph.example' };
const all = [aws, awsToo, ceph, cephToo];

it('names the other connections of the same owner', () => {
  const told = { a: { ownerId: 'x' }, b: { ownerId: 'x' }, c: { ownerId: 'y' } };
  expect(sameAccount(aws, all, told)).toEqual(['Prod, read-only']);
  expect(sameAccount(ceph, all, told)).toEqual([]);
});

it('takes the same name at another store for somebody else, and a slash for no other store', () => {
  const told = { a: { ownerId: 'admin' }, c: { ownerId: 'admin' }, d: { ownerId: 'admin' } };
  expect(sameAccount(aws, all, told)).toEqual([]);
  expect(sameAccount(ceph, all, told)).toEqual(['Ceph too']);
});

it('knows nothing where the store did not tell', () => {
  expect(sameAccount(aws, all, { a: { ownerId: null }, b: { ownerId: null } })).toEqual([]);
  expect(sameAccount(aws, all, {})).toEqual([]);
});
