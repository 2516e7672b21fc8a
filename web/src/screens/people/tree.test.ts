import { describe, expect, it } from 'vitest';
import { treeOf, withAllBelow } from './tree.ts';

const departments = [
  { departmentId: 'dep_c', name: 'Welding', parentId: 'dep_a' },
  { departmentId: 'dep_b', name: 'Nursing' },
  { departmentId: 'dep_a', name: 'Crafts' },
  { departmentId: 'dep_d', name: 'Arc welding', parentId: 'dep_c' },
  { departmentId: 'dep_e', name: 'Joinery', parentId: 'dep_a' },
];

describe('departments', () => {
  it('stand below those that they are part of, each level by name', () => {
    expect(treeOf(departments).map(({ department, depth }) => [department.name, depth])).toEqual([
      ['Crafts', 0],
      ['Joinery', 1],
      ['Welding', 1],
      ['Arc welding', 2],
      ['Nursing', 0],
    ]);
  });

  it('stand at the top when what they are part of is not listed', () => {
    expect(treeOf([{ departmentId: 'dep_x', name: 'X', parentId: 'dep_gone' }])).toEqual([
      { department: { departmentId: 'dep_x', name: 'X', parentId: 'dep_gone' }, depth: 0 },
    ]);
  });

  it('cannot be moved into themselves or into anything below', () => {
    expect([...withAllBelow(departments, 'dep_a')].sort()).toEqual(['dep_a', 'dep_c', 'dep_d', 'dep_e']);
    expect([...withAllBelow(departments, 'dep_b')]).toEqual(['dep_b']);
  });
});
