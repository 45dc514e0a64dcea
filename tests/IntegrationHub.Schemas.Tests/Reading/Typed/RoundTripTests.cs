using System.Text;
using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Tests.Profiles;
using IntegrationHub.Schemas.Writing;
using static IntegrationHub.Schemas.Tests.Reading.Typed.TypedDocuments;

namespace IntegrationHub.Schemas.Tests.Reading.Typed;

/// <summary>What is written is read as an equal record, however it is spelt, and what is read is written as the same bytes.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void Acknowledgements_come_back() => ComesBack(Acknowledgements);

    [Fact]
    public void Schedules_come_back() => ComesBack(Schedules);

    [Fact]
    public void Confirmations_come_back() => ComesBack(Confirmations);

    [Fact]
    public void Reserve_bids_come_back() => ComesBack(ReserveBids);

    [Fact]
    public void Energy_accounts_come_back() => ComesBack(EnergyAccounts);

    [Fact]
    public void Publications_come_back() => ComesBack(Publications);

    [Fact]
    public void Generation_and_load_documents_come_back() => ComesBack(GenerationLoads);

    [Fact]
    public void Problem_statements_come_back() => ComesBack(ProblemStatements);

    [Fact]
    public void Status_requests_come_back() => ComesBack(StatusRequests);

    [Fact]
    public void Metered_data_come_back() => ComesBack(MeteredDocuments);

    [Fact]
    public void Documents_of_a_profile_that_the_framework_validates_come_back_as_well()
    {
        var compiled = Shipped.Find(Schedule.Profile.RootElement, Schedule.Profile.Namespace)!;
        var set = new ReferenceValidator(ProfileFolders.Xsd).SetOf(compiled.SourceFile);
        var fallback = new Profile(compiled.Id, compiled.Version, compiled.SourceFile, root: null, compiled.Globals, "chosen by the test", set);
        foreach (var schedule in Schedules.Documents.Sample(10, 20))
        {
            byte[] bytes = Schedules.Bytes(schedule);
            Assert.Equal(RecordText.Of(schedule), RecordText.Of(Whole(Schedules.Read(bytes, null, fallback))));
        }
    }

    private static void ComesBack<T>(TypedDocument<T> type)
        where T : class =>
        Prop.ForAll(type.Documents.ToArbitrary(), document =>
        {
            byte[] bytes = type.Bytes(document);
            string[] unwritten = type.Unwritten(document);
            var profile = Shipped.Find(type.ProfileOf(document).RootElement, type.ProfileOf(document).Namespace)!;

            var read = Whole(type.Read(bytes, null, profile));
            Assert.Equal(RecordText.Of(document, unwritten), RecordText.Of(read, unwritten));
            Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(type.Bytes(read)));

            string said = RecordText.Of(read);
            byte[][] spellings = [Spelling.Prefixed(bytes), Spelling.Unusual(bytes), Spelling.Utf16(bytes), Spelling.Shifted(bytes, (128 * 1024) - (bytes.Length / 2))];
            foreach (byte[] spelling in spellings)
                Assert.Equal(said, RecordText.Of(Whole(type.Read(spelling, null, profile))));
            var (inner, context) = Spelling.Enveloped(bytes);
            Assert.Equal(said, RecordText.Of(Whole(type.Read(inner, context, profile))));
        }).QuickCheckThrowOnFailure();

    private static T Whole<T>(Schemas.Reading.TypedReadResult<T> result)
        where T : class
    {
        Assert.Empty(result.Validation.Errors);
        return result.Document!;
    }
}
