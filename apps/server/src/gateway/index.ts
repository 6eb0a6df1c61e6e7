export { closeGateway, type Gateway, openGateway } from './gateway.ts';
export { gatewayRoutes } from './routes.ts';
