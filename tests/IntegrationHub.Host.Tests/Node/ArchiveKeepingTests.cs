using System.Reflection;
using IntegrationHub.Archive.Keeping;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace IntegrationHub.Host.Tests.Node;

/// <summary>Work on the archive that fails is put off; documents come and go meanwhile.</summary>
public sealed class ArchiveKeepingTests
{
    [Fact]
    public async Task Whatever_the_work_meets_the_node_goes_on_and_it_is_tried_again()
    {
        using var place = new TemporaryFolder();
        var path = Path.Combine(place.Path, "hub");
        Assert.Equal(0, (await new Shell().RunAsync("init", "--data", path)).Code);
        var options = new HubOptions { Archive = new() { WorkEvery = TimeSpan.FromMilliseconds(10) } };
        var work = new ArchiveWork(Broken.Make<IArchiveKeeper>(), Broken.Make<IReceptionStore>(), Broken.Make<IExchangeReader>(), new HubIds(), TimeProvider.System);
        using var service = new ArchiveKeeping(
            work, DataFolder.Open(path), options, Broken.Make<ILedgerReader>(), Broken.Make<IExchangeReader>(), TimeProvider.System, NullLogger<ArchiveKeeping>.Instance);
        await service.StartAsync(default);
        await Broken.SecondCall.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.False(service.ExecuteTask!.IsCompleted);
        await service.StopAsync(default);
        Assert.True(service.ExecuteTask!.IsCompletedSuccessfully);
    }

    /// <summary>Every port, with a fault that nobody foresaw.</summary>
#pragma warning disable CA1852 // The proxy derives from it at run time.
    private class Broken : DispatchProxy
#pragma warning restore CA1852
    {
        private static readonly TaskCompletionSource Second = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private static int _calls;

        public static Task SecondCall => Second.Task;

        public static T Make<T>()
            where T : class => Create<T, Broken>();

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (Interlocked.Increment(ref _calls) > 1)
                Second.TrySetResult();
            throw new InvalidOperationException("a row that nobody foresaw");
        }
    }
}
