import { emit, update } from './events.ts';
import { newId } from './ids.ts';
import { listed } from './listing.ts';
import type { Metadata } from './params.ts';
import { invalid } from './problem.ts';
import { type Call, type Route, route } from './route.ts';
import type { World } from './world.ts';

export interface Product {
  id: string;
  object: 'product';
  active: boolean;
  created: number;
  default_price: string | null;
  description: string | null;
  images: string[];
  livemode: boolean;
  marketing_features: never[];
  metadata: Metadata;
  name: string;
  package_dimensions: null;
  shippable: null;
  statement_descriptor: null;
  tax_code: string | null;
  tax_details: null;
  type: 'service';
  unit_label: string | null;
  updated: number;
  url: null;
}

export function addProduct(world: World, given: Pick<Product, 'name'> & Partial<Product>): Product {
  const now = world.clock.now();
  const product: Product = {
    id: newId('prod', 14),
    object: 'product',
    active: true,
    created: now,
    default_price: null,
    description: null,
    images: [],
    livemode: world.settings.livemode,
    marketing_features: [],
    metadata: {},
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: null,
    updated: now,
    url: null,
    ...given,
  };
  emit(world, 'product.created', world.products.put(product));
  return product;
}

function create(world: World, { params }: Call): object {
  params.only('id name active description images metadata tax_code unit_label expand');
  const id = params.text('id') ?? newId('prod', 14);
  if (world.products.find(id)) {
    throw invalid(`Product already exists with ID '${id}'.`, { code: 'resource_already_exists', param: 'id' });
  }
  return addProduct(world, {
    id,
    name: params.need('name'),
    active: params.flag('active') ?? true,
    description: params.text('description'),
    images: params.texts('images'),
    metadata: params.metadata(),
    tax_code: params.text('tax_code'),
    unit_label: params.text('unit_label', 12),
  });
}

function change(world: World, { id, params }: Call): object {
  params.only('name active description metadata expand');
  const product = world.products.get(id);
  update(world, 'product.updated', product, {
    name: params.text('name') ?? product.name,
    active: params.flag('active') ?? product.active,
    description: params.has('description') ? params.text('description') : product.description,
    metadata: params.metadata(product.metadata),
    updated: world.clock.now(),
  });
  return product;
}

function list(world: World, { params }: Call): object {
  params.only('limit starting_after ending_before created active ids expand');
  const [active, ids] = [params.flag('active'), params.texts('ids')];
  return listed(params, '/v1/products', world.products, (product) => {
    return (active === null || product.active === active) && (ids.length === 0 || ids.includes(product.id));
  });
}

export const productRoutes: Route[] = [
  route('POST', '/v1/products', create),
  route('GET', '/v1/products', list),
  route('GET', '/v1/products/:id', (world, { id }) => world.products.get(id)),
  route('POST', '/v1/products/:id', change),
];
