export { countTokens } from './count.ts';
export { closeGateway, type Gateway, openGateway } from './gateway.ts';
export { gatewayTasks, resumeBackground } from './responses/tasks.ts';
export { gatewayRoutes } from './routes.ts';
