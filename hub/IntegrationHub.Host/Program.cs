using IntegrationHub.Host.CommandLine;

return await HubCommandLine.RunAsync(args, Surroundings.OfThisProcess());
