using System.Text;
using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Schemas.Bench.Fuzzing;
using IntegrationHub.Schemas.Validation;
using Xunit.Abstractions;
using static IntegrationHub.Schemas.Tests.Reading.Typed.TypedDocuments;

namespace IntegrationHub.Schemas.Tests.Reading.Typed;

/// <summary>Whatever a document says, a typed reader does not throw, agrees with the validator, and what it reads can be written.</summary>
public sealed class TypedReaderFuzzTests(ITestOutputHelper output)
{
    private int _documents, _read, _notHeld;

    [Fact]
    public void No_document_makes_a_typed_reader_throw()
    {
        Mutated(Acknowledgements);
        Mutated(Schedules);
        Mutated(Confirmations);
        Mutated(ReserveBids);
        Mutated(EnergyAccounts);
        Mutated(Publications);
        Mutated(GenerationLoads);
        Mutated(ProblemStatements);
        Mutated(StatusRequests);
        Mutated(MeteredDocuments);
        output.WriteLine($"{_documents} documents, {_read} read, {_notHeld} valid and not held.");
        Assert.True(_read > 100 && _notHeld > 10, $"{_read} read, {_notHeld} not held");
    }

    private void Mutated<T>(TypedDocument<T> type)
        where T : class
    {
        var mutator = new XmlMutator(new Random(20_261_121));
        // The same documents and mutations in every run, so that what fails can be run again.
        foreach (var document in type.Documents.Sample(10, new Rnd(20_261_121), 10))
        {
            byte[] bytes = type.Bytes(document);
            var profile = Shipped.Find(type.ProfileOf(document).RootElement, type.ProfileOf(document).Namespace)!;
            for (int i = 0; i < 60; i++)
            {
                byte[] mutated = mutator.Mutate(bytes);
                var plain = DocumentValidator.Validate(mutated, profile);
                var result = type.Read(mutated, null, profile);
                string told = $"{string.Join('\n', result.Validation.Errors)}\n{Encoding.UTF8.GetString(mutated)}";
                _documents++;

                var added = result.Validation.Errors.Skip(plain.Errors.Count).ToArray();
                Assert.Equal(plain.Errors.Select(e => e.ToString()), result.Validation.Errors.Take(plain.Errors.Count).Select(e => e.ToString()));
                Assert.True(plain.IsValid ? result.Document is not null || added.Length == 1 : result.Document is null && added.Length == 0, told);
                if (added.Length == 1) _notHeld++;
                if (result.Document is not { } read) continue;
                _read++;
                // A writer leaves out what its documentation says: the number of a reading that is not available, the end of a foreign title.
                // What it wrote once it writes again to the letter.
                var again = type.Read(type.Bytes(read), null, profile);
                Assert.True(again.Document is not null, told);
                var third = type.Read(type.Bytes(again.Document), null, profile);
                Assert.True(third.Document is not null, told);
                Assert.Equal(RecordText.Of(again.Document), RecordText.Of(third.Document));
            }
        }
    }
}
