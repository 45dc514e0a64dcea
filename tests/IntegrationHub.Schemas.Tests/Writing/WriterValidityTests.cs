using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Tests.Profiles;
using IntegrationHub.Schemas.Writing;
using Xunit.Abstractions;

namespace IntegrationHub.Schemas.Tests.Writing;

/// <summary>Whatever a writer emits is valid under our schema and, where the oracle is there, under the official one.</summary>
public sealed class WriterValidityTests(ITestOutputHelper output)
{
    private static readonly ReferenceValidator Ours = new(ProfileFolders.Xsd);
    private static readonly Dictionary<string, ReferenceValidator> Official = [];

    [Fact]
    public void Every_acknowledgement_is_valid() => EveryDocument(WriterGenerators.Acknowledgements, AcknowledgementWriter.Write, d => d.Profile);

    [Fact]
    public void Every_schedule_is_valid() => EveryDocument(WriterGenerators.Schedules, ScheduleWriter.Write, _ => Schedule.Profile);

    [Fact]
    public void Every_confirmation_is_valid() => EveryDocument(WriterGenerators.Confirmations, ConfirmationWriter.Write, _ => Confirmation.Profile);

    [Fact]
    public void Every_reserve_bid_is_valid() => EveryDocument(WriterGenerators.ReserveBids, ReserveBidWriter.Write, d => d.Profile);

    [Fact]
    public void Every_reserve_allocation_result_is_valid() =>
        EveryDocument(WriterGenerators.ReserveAllocationResults, ReserveAllocationResultWriter.Write, _ => ReserveAllocationResult.Profile);

    [Fact]
    public void Every_energy_account_is_valid() => EveryDocument(WriterGenerators.EnergyAccounts, EnergyAccountWriter.Write, d => d.Profile);

    [Fact]
    public void Every_publication_is_valid() => EveryDocument(WriterGenerators.Publications, PublicationWriter.Write, d => d.Profile);

    [Fact]
    public void Every_generation_and_load_document_is_valid() => EveryDocument(WriterGenerators.GenerationLoads, GenerationLoadWriter.Write, _ => GenerationLoad.Profile);

    [Fact]
    public void Every_problem_statement_is_valid() => EveryDocument(WriterGenerators.ProblemStatements, ProblemStatementWriter.Write, _ => ProblemStatement.Profile);

    [Fact]
    public void Every_status_request_is_valid() => EveryDocument(WriterGenerators.StatusRequests, StatusRequestWriter.Write, d => d.Profile);

    [Fact]
    public void Every_metered_data_document_is_valid() => EveryDocument(WriterGenerators.MeteredDocuments, MeteredDataWriter.Write, _ => MeteredData.Profile);

    private void EveryDocument<T>(Gen<T> documents, Action<T, IBufferWriter<byte>> write, Func<T, ProfileId> profile)
    {
        if (ProfileFolders.Oracle is null) output.WriteLine("SKIPPED: the official schemas are not there (../shared/oracle); checked against our own only");
        Prop.ForAll(documents.ToArbitrary(), document =>
        {
            var id = profile(document);
            var bytes = Bytes(document, write);
            Assert.Equal(bytes, Bytes(document, write));
            AssertPlain(bytes);

            Assert.True(ProfileFiles.ByNamespace.TryGetValue(id.Namespace, out var file), $"no schema for {id}");
            Assert.True(Ours.ErrorOf(file!, bytes) is not { } ours, $"{id}: {Ours.ErrorOf(file!, bytes)}\n{Encoding.UTF8.GetString(bytes)}");
            if (ProfileFolders.OfficialByNamespace.TryGetValue(id.Namespace, out var official))
            {
                var error = OfficialIn(Path.GetDirectoryName(official)!).ErrorOf(Path.GetFileName(official), bytes);
                Assert.True(error is null, $"{id}, official: {error}\n{Encoding.UTF8.GetString(bytes)}");
            }
        }).QuickCheckThrowOnFailure();
    }

    private static ReferenceValidator OfficialIn(string folder)
    {
        lock (Official)
        {
            if (!Official.TryGetValue(folder, out var validator)) Official[folder] = validator = new ReferenceValidator(folder);
            return validator;
        }
    }

    private static byte[] Bytes<T>(T document, Action<T, IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(document, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static void AssertPlain(byte[] bytes)
    {
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.DoesNotContain((byte)'\r', bytes);
        Assert.Equal((byte)'\n', bytes[^1]);
    }
}
