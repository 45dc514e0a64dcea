using System.Diagnostics;
using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Host.Bench.Hub;
using IntegrationHub.Storage.Measuring;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Bench.Exchange;

/// <summary>What no hub on this machine can be faster than: the signature operations of its messages alone, and their commits alone.</summary>
internal sealed class ExchangeFloor(BenchFolder folder, MessageFile messages, ReadOnlyMemory<byte> answerBody, TimeProvider time)
{
    private const int CommitWarmUp = 500;

    private readonly ReadMessage _answer = EnvelopeReader.Read(answerBody).Message!;

    /// <summary>Messages per second when nothing is done but to verify each and to sign its answer, on all cores.</summary>
    public double Signatures(int count, CancellationToken cancellationToken)
    {
        var (signer, verifier, policy, now) = (new MessageSigner(), new MessageVerifier(), folder.SenderPolicy, time.GetUtcNow());
        var answer = ResponseWriter.Put(_answer.Payload.Element, positive: true, new OwnHeader(now, _answer.Header.MessageId, _answer.Header.CorrelationId));
        var prepared = Enumerable.Range(0, Math.Min(count, messages.Count))
            .Select(number => EnvelopeReader.Read(messages.Read(number)).Message!.Message)
            .ToArray();
        Run(prepared.AsMemory(0, prepared.Length / 10));
        var start = Stopwatch.GetTimestamp();
        Run(prepared);
        return prepared.Length / Stopwatch.GetElapsedTime(start).TotalSeconds;

        void Run(ReadOnlyMemory<ReadOnlyMemory<byte>> part) => Parallel.For(
            0,
            part.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            number =>
            {
                var verdict = verifier.Verify(part.Span[number], policy, now);
                if (!verdict.Accepted)
                {
                    throw new InvalidOperationException(verdict.Refusal.ToString());
                }

                signer.Sign(answer, folder.HubSigning);
            });
    }

    /// <summary>The commits of the same messages alone: same rows, same number of callers, the store as the hub left it.</summary>
    public async Task<StorageFloor> CommitsAsync(int count, CancellationToken cancellationToken)
    {
        await using var node = await folder.OpenAsync(cancellationToken);
        var store = new StorageBenchmark(node.Services.GetRequiredService<IArchive>(), node.Services.GetRequiredService<IReceptionStore>(), time);
        var party = node.Parties.Current.FindByName(BenchFolder.SenderName)!.Id;
        await RunAsync(CommitWarmUp);
        return await RunAsync(count);

        Task<StorageFloor> RunAsync(int commits) => store.RunAsync(
            party,
            ExchangePlan.Connections,
            commits,
            number => messages.Read(number % messages.Count),
            _answer.Payload.Element,
            _answer.Message,
            cancellationToken);
    }
}
