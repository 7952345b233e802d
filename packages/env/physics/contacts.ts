import { Contact, ContactEdge, Fixture } from './bodies'
import { collide } from './collide'
import { overlap } from './dynamic-tree'
import { added, removed } from './edges'
import { List } from './list'
import { World } from './world'

/** Pairs of leaves whose boxes overlap: the lower number above, the higher below. */
const pairs = new List<u64>()
const stack = new List<i32>()

/** Looks in the tree for what the moved leaves overlap, and makes a contact of each new pair, in the order of the leaves' numbers. */
export function findNewContacts(world: World): void {
  const moved = world.moved
  pairs.length = 0
  for (let index = 0; index < moved.length; index++)
    if (moved.get(index) >= 0) findPairs(world, moved.get(index))
  moved.length = 0
  sortPairs()
  let last: u64 = 0
  for (let index = 0; index < pairs.length; index++) {
    const pair = pairs.get(index)
    if (index > 0 && pair === last) continue
    last = pair
    const a = world.tree.node(<i32>(pair >> 32)).fixture
    const b = world.tree.node(<i32>pair).fixture
    if (a !== null && b !== null) addPair(world, a, b)
  }
}

function findPairs(world: World, leaf: i32): void {
  const tree = world.tree
  const box = tree.node(leaf)
  stack.push(tree.root)
  while (stack.length > 0) {
    const index = stack.pop()
    const node = tree.node(index)
    if (!overlap(node, box)) continue
    if (!node.isLeaf) {
      stack.push(node.child1)
      stack.push(node.child2)
    } else if (index !== leaf) pairs.push(((<u64>min(index, leaf)) << 32) | <u64>max(index, leaf))
  }
}

/** Shell's: the list is short, and partly in order. */
function sortPairs(): void {
  for (let gap = pairs.length >> 1; gap > 0; gap >>= 1)
    for (let index = gap; index < pairs.length; index++) {
      const pair = pairs.get(index)
      let place = index
      for (; place >= gap && pairs.get(place - gap) > pair; place -= gap)
        pairs.set(place, pairs.get(place - gap))
      pairs.set(place, pair)
    }
}

function addPair(world: World, a: Fixture, b: Fixture): void {
  if (a.body === b.body) return
  for (let edge = b.body.contacts; edge !== null; edge = edge!.next) {
    if (edge.other !== a.body) continue
    const contact = edge.contact
    if (contact.fixtureA === a && contact.fixtureB === b) return
    if (contact.fixtureA === b && contact.fixtureB === a) return
  }
  if (a.body.isStatic && b.body.isStatic) return
  if (b.body.isJoinedTo(a.body)) return
  if (!a.shouldCollide(b)) return
  if (a.shape.isEdge && b.shape.isEdge) return
  // An edge comes first.
  if (b.shape.isEdge) addContact(world, new Contact(b, a))
  else addContact(world, new Contact(a, b))
}

function addContact(world: World, contact: Contact): void {
  const next = world.contacts
  contact.next = next
  if (next !== null) next.previous = contact
  world.contacts = contact
  contact.bodyA.contacts = added<ContactEdge>(contact.edgeA, contact.bodyA.contacts)
  contact.bodyB.contacts = added<ContactEdge>(contact.edgeB, contact.bodyB.contacts)
  contact.bodyA.wake()
  contact.bodyB.wake()
}

/** Collides what may touch, and lets go of contacts whose boxes have parted. */
export function collideAll(world: World): void {
  for (let contact = world.contacts; contact !== null; ) {
    const next = contact.next
    const a = contact.bodyA
    const b = contact.bodyB
    if ((a.isAwake && !a.isStatic) || (b.isAwake && !b.isStatic)) {
      const boxA = world.tree.node(contact.fixtureA.proxy)
      const boxB = world.tree.node(contact.fixtureB.proxy)
      if (overlap(boxA, boxB)) updateContact(world, contact)
      else destroyContact(world, contact)
    }
    contact = next
  }
}

export function updateContact(world: World, contact: Contact): void {
  if (collide(contact)) world.report(contact, contact.isTouching)
}

export function destroyContact(world: World, contact: Contact): void {
  if (contact.isTouching) world.report(contact, false)
  const previous = contact.previous
  const next = contact.next
  if (previous !== null) previous.next = next
  else world.contacts = next
  if (next !== null) next.previous = previous
  contact.bodyA.contacts = removed<ContactEdge>(contact.edgeA, contact.bodyA.contacts)
  contact.bodyB.contacts = removed<ContactEdge>(contact.edgeB, contact.bodyB.contacts)
  if (contact.pointCount > 0) {
    contact.bodyA.wake()
    contact.bodyB.wake()
  }
  contact.free()
}
