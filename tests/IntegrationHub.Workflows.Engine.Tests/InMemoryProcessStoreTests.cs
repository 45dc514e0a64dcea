using IntegrationHub.Workflows.Engine.Memory;
using IntegrationHub.Workflows.Engine.Store;

namespace IntegrationHub.Workflows.Engine.Tests;

/// <summary>The compliance suite on the store without a disk.</summary>
public sealed class InMemoryProcessStoreTests : ProcessStoreCompliance
{
    protected override IProcessStore NewStore() => new InMemoryProcessStore();
}
