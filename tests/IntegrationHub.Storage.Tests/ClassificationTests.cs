using System.Reflection;
using IntegrationHub.Confidential;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.PostgreSql.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace IntegrationHub.Storage.Tests;

/// <summary>No property of the model goes without classification, and what is personal or confidential is sealed.</summary>
public sealed class ClassificationTests
{
    /// <summary>Sealed piece by piece by the archive, with its head, and by search beside its hash.</summary>
    private static readonly string[] SealedElsewhere = ["archive_chunk.body", "exchange_key.sealed"];

    /// <summary>Sealed by one side for the other before it reaches a row: no data key of either serves both.</summary>
    private static readonly string[] SealedForTheOtherSide = ["crossing_outbox.payload", "crossing_inbox.payload"];

    [Fact]
    public void Every_property_of_the_model_says_what_it_holds()
    {
        Assert.Empty(Properties().Where(property => ClassOf(property) is null).Select(Name));
    }

    /// <summary>A new column takes the class of its row by itself: written here it is classified on purpose.</summary>
    [Fact]
    public void Every_column_has_the_class_that_somebody_gave_it_on_purpose()
    {
        var lines = Properties().Select(property => $"{Name(property)} {ClassOf(property)}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var given = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "classification.txt"));
        Assert.True(given.SequenceEqual(lines, StringComparer.Ordinal), $"classification.txt names every column with its class. Missing: {string.Join("; ", lines.Except(given, StringComparer.Ordinal))}. To be removed: {string.Join("; ", given.Except(lines, StringComparer.Ordinal))}.");
    }

    [Fact]
    public void Every_personal_or_confidential_property_is_sealed()
    {
        var known = SealedColumns.All.ToDictionary(column => column.Name, column => column.Class, StringComparer.Ordinal);
        foreach (var property in Properties().Where(IsPrivate).Where(property => !SealedElsewhere.Concat(SealedForTheOtherSide).Contains(Name(property), StringComparer.Ordinal)))
        {
            Assert.True(property.ClrType == typeof(byte[]), $"{Name(property)} is {ClassOf(property)}: its type must be byte[], since only octets can be sealed.");
            Assert.True(known.TryGetValue(Name(property), out var sealedAs), $"{Name(property)} is {ClassOf(property)}: add it to SealedColumns.");
            Assert.Equal(ClassOf(property), sealedAs);
        }
    }

    [Fact]
    public void Every_sealed_column_is_a_property_of_the_model()
    {
        var names = Properties().Where(IsPrivate).Select(Name).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(SealedColumns.All.Where(column => !names.Contains(column.Name)).Select(column => column.Name));
    }

    private static bool IsPrivate(IProperty property) => ClassOf(property) is DataClass.Personal or DataClass.Confidential;

    private static List<IProperty> Properties()
    {
        using var context = new PostgresContext(ContextOptions.For(builder => builder.UseNpgsql("Host=/nonexistent", ContextOptions.Npgsql)));
        return [.. context.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties())];
    }

    private static DataClass? ClassOf(IProperty property) =>
        (property.PropertyInfo?.GetCustomAttribute<ClassifiedAttribute>() ?? property.DeclaringType.ClrType.GetCustomAttribute<ClassifiedAttribute>())?.Class;

    private static string Name(IProperty property) => $"{property.DeclaringType.GetTableName()}.{property.GetColumnName()}";
}
